"""What to say, in a line, of an object store that Spark cannot reach."""

from __future__ import annotations

from spv2_spark.sources.uris import S3_SCHEMES, scheme_of
from spv2_spark.valid_text import one_line

# The module that brings Hadoop's clients of S3, Google and Azure, by Spark's minor version.
_CLOUD = {
    "3.5": "org.apache.spark:spark-hadoop-cloud_2.12:3.5.8",
    "4.0": "org.apache.spark:spark-hadoop-cloud_2.13:4.0.1",
    "4.1": "org.apache.spark:spark-hadoop-cloud_2.13:4.1.2",
}
_NO_CLIENT = ("No FileSystem for scheme", "ClassNotFoundException", "not found in classpath")
_NO_CREDENTIALS = (
    "NoAuthWithAWS",
    "NoAwsCredentials",
    "No AWS Credentials",
    "Unable to load credentials",
    "Could not load credentials",
    "CredentialInitializationException",
    "Error getting access token from metadata server",  # Google's
)
_REFUSED = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "Status Code: 403")
_NO_BUCKET = ("UnknownStoreException", "NoSuchBucket", "bucket does not exist")
_AWS_KEYS = (
    "give the machines a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where "
    "spark-submit runs, and spark.executorEnv.AWS_ACCESS_KEY_ID and ..._SECRET_ACCESS_KEY"
)
_OTHER_KEYS = "give the machines a role, or a key file that Spark's settings name"


def cloud_package(spark_version: str) -> str:
    """Return the Maven coordinates of Spark's module for object stores.

    >>> cloud_package("4.1.4")
    'org.apache.spark:spark-hadoop-cloud_2.13:4.1.2'
    """
    minor = ".".join(spark_version.split(".")[:2])
    newest = f"org.apache.spark:spark-hadoop-cloud_2.13:{spark_version}"
    return _CLOUD.get(minor, newest)


def store_problem(uri: str, told: str, spark_version: str) -> str:
    """Return what to say of a store and what to add, out of what Java says of it.

    >>> store_problem("s3a://b/x", "No FileSystem for scheme: s3a", "4.1.4")[:51]
    's3a://b/x: Spark has no client for s3a://; add --pa'
    """
    scheme = scheme_of(uri)
    if any(one in told for one in _NO_CLIENT):
        return (
            f"{uri}: Spark has no client for {scheme}://; "
            f"add --packages {cloud_package(spark_version)}"
        )
    keys = _AWS_KEYS if scheme in S3_SCHEMES else _OTHER_KEYS
    if any(one in told for one in _NO_CREDENTIALS):
        return f"{uri}: no credentials for the store; {keys}"
    if any(one in told for one in _REFUSED):
        return f"{uri}: the store refuses the credentials ({_short(told)}); {keys}"
    if any(one in told for one in _NO_BUCKET):
        return f"{uri}: there is no such bucket"
    return f"{uri}: cannot be written by Spark ({_short(told)})"


def _short(told: str) -> str:
    return one_line(told)[:300]
