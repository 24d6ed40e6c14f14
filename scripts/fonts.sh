#!/bin/sh
# Installs the free fonts that the generator typesets training papers in (Debian or Ubuntu, as root).
# The generator works without them, with fewer faces: a paper's design only names families that exist,
# and its language only one whose letters they have. The last lines are for Chinese, Japanese, Korean,
# Hebrew, Arabic and Thai (130 MB).
set -eu
packages="fonts-texgyre fonts-lmodern fonts-cmu fonts-stix fonts-liberation2 fonts-liberation
fonts-linuxlibertine fonts-ebgaramond fonts-crosextra-carlito fonts-crosextra-caladea
fonts-gfs-didot fonts-gfs-artemisia fonts-gfs-neohellenic fonts-gfs-bodoni-classic
fonts-open-sans fonts-roboto-unhinted fonts-roboto-slab fonts-lato fonts-junicode fonts-dejavu
fonts-freefont-otf fonts-urw-base35 fonts-noto-core fonts-croscore fonts-inter fonts-cabin
fonts-vollkorn fonts-oldstandard fonts-cardo fonts-sil-gentium fonts-sil-gentiumplus
fonts-sil-charis fonts-paratype fonts-quattrocento fonts-adf-baskervald fonts-adf-romande
fonts-adf-accanthis fonts-adf-gillius fonts-adf-universalis fonts-adf-berenis
fonts-courier-prime fonts-inconsolata fonts-cantarell fonts-clear-sans fonts-arapey
fonts-elstob fonts-goudybookletter fonts-sil-andika fonts-droid-fallback fonts-wqy-microhei
fonts-arphic-uming fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-ipafont-mincho
fonts-ipafont-gothic fonts-nanum fonts-unfonts-core culmus fonts-hosny-amiri
fonts-kacst fonts-tlwg-norasi fonts-tlwg-loma"
apt-get update -q
found=""
for package in $packages; do
    if apt-cache show "$package" >/dev/null 2>&1; then
        found="$found $package"
    else
        echo "not in this distribution: $package" >&2
    fi
done
# shellcheck disable=SC2086  # one argument a package
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $found
