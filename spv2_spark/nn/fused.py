"""TensorFlow's fused LSTM with a gradient of our own.

The forward pass is `tf.raw_ops.BlockLSTM`. Its own gradient multiplies small matrices at
every step; here a step back computes only what the next needs, and the gradients of the
weights and inputs are one large product over all steps each, which is about twice as fast.
(BlockLSTMV2 is not used: its gradient is wrong in TensorFlow 2.21.)

Shapes: T steps, B sequences, D inputs, C units; gates in BlockLSTM's order i, c, f, o.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf


def fused_lstm(inputs: Any, weights: Any, bias: Any) -> Any:
    """Map inputs (T, B, D) to hidden states (T, B, C).

    `weights` (D + C, 4C) are the inputs' over the hidden states', `bias` is (4C,).
    """
    units = weights.shape[1] // 4

    def run(x: Any, w: Any, b: Any) -> Any:
        activations = _forward(x, w, b, units)

        def gradient(upstream: Any) -> tuple[Any, Any, Any]:
            return _backward(x, w, activations, upstream, units)

        return activations.h, gradient

    return tf.custom_gradient(run)(inputs, weights, bias)


def _forward(x: Any, w: Any, b: Any, units: int) -> Any:
    state = tf.zeros((tf.shape(x)[1], units), x.dtype)
    none = tf.zeros((units,), x.dtype)
    return tf.raw_ops.BlockLSTM(
        seq_len_max=tf.shape(x, out_type=tf.int64)[0],
        x=x,
        cs_prev=state,
        h_prev=state,
        w=w,
        wci=none,
        wcf=none,
        wco=none,
        b=b,
        forget_bias=0.0,  # it is in the bias
        cell_clip=-1.0,  # never
        use_peephole=False,
    )


def _backward(x: Any, w: Any, done: Any, upstream: Any, units: int) -> tuple[Any, Any, Any]:
    gates = _gate_gradients(w[-units:], done, upstream, units)  # (T, B, 4C)
    flat = tf.reshape(gates, (-1, 4 * units))
    inputs = tf.reshape(tf.concat([x, _delayed(done.h)], axis=-1), (-1, w.shape[0]))
    back = tf.matmul(flat, w[:-units], transpose_b=True)
    return (
        tf.reshape(back, tf.shape(x)),
        tf.matmul(inputs, flat, transpose_a=True),
        tf.reduce_sum(flat, axis=0),
    )


def _gate_gradients(recurrent: Any, done: Any, upstream: Any, units: int) -> Any:
    i, f, o, ci, co = done.i, done.f, done.o, done.ci, done.co
    # All that does not depend on the step after is worked out for all steps at once.
    slopes = [ci * i * (1 - i), i * (1 - ci * ci), _delayed(done.cs) * f * (1 - f)]
    known = tf.concat([*slopes, co * o * (1 - o), o * (1 - co * co), f, upstream], axis=-1)
    steps, rows = tf.shape(upstream)[0], tf.shape(upstream)[1]
    by_step = tf.TensorArray(upstream.dtype, steps).unstack(known)
    none = tf.zeros((rows, units), upstream.dtype)

    def step(place: Any, later_h: Any, later_c: Any, found: Any) -> Any:
        row = by_step.read(place)
        row.set_shape((None, 7 * units))
        hidden = row[:, 6 * units :] + later_h
        cell = hidden * row[:, 4 * units : 5 * units] + later_c
        gates = tf.concat([cell, cell, cell, hidden], axis=-1) * row[:, : 4 * units]
        earlier_h = tf.matmul(gates, recurrent, transpose_b=True)
        earlier_c = cell * row[:, 5 * units : 6 * units]
        return place - 1, earlier_h, earlier_c, found.write(place, gates)

    out = tf.TensorArray(upstream.dtype, steps, element_shape=(None, 4 * units))
    start = (steps - 1, none, none, out)
    return tf.while_loop(lambda place, *_: place >= 0, step, start)[-1].stack()


def _delayed(states: Any) -> Any:
    """(T, B, C): each step's state before it, 0 before the first."""
    return tf.concat([tf.zeros_like(states[:1]), states[:-1]], axis=0)
