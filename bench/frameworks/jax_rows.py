"""The rows by JAX: jax_rows.py ROW "" THREADS SECONDS"""
import jax
import jax.numpy as jnp
import numpy as np
import rows
from jax import lax

CHANNELS = (32, 64, 128, 512)


def classifier():
    """What is learned, and the statistics that are kept."""
    learned = {
        "kernels": [jnp.asarray(k) for k in rows.classifier_kernels()],
        "biases": [jnp.zeros(n) for n in (*CHANNELS, 2)],
        "gammas": [jnp.ones(n) for n in CHANNELS],
        "betas": [jnp.zeros(n) for n in CHANNELS],
    }
    return learned, [(jnp.zeros(n), jnp.ones(n)) for n in CHANNELS]


def evaluate(learned, kept, x, training):
    """The logits, and the statistics of the batch."""
    seen = []

    def norm(x, layer):
        axes = tuple(range(x.ndim - 1))
        mean, variance = (x.mean(axes), x.var(axes)) if training else kept[layer]
        seen.append((mean, variance))
        scale = learned["gammas"][layer] * lax.rsqrt(variance + 0.001)
        return (x - mean) * scale + learned["betas"][layer]

    kernels, biases = learned["kernels"], learned["biases"]
    for layer in range(3):
        x = lax.conv_general_dilated(x, kernels[layer], (1, 1), "VALID",
                                     dimension_numbers=("NHWC", "HWIO", "NHWC"))
        x = norm(jax.nn.relu(x + biases[layer]), layer)
        x = lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
    x = jax.nn.relu(x.reshape(x.shape[0], -1) @ kernels[3] + biases[3])
    return norm(x, 3) @ kernels[4] + biases[4], seen


def cross_entropy(logits, labels):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], 1).mean()


def norm_of(slopes):
    return float(np.sqrt(sum(np.sum(np.square(s, dtype=np.float64))
                             for s in jax.tree.leaves(slopes))))


def image():
    learned, kept = classifier()
    photo = jnp.asarray(rows.photos(1))

    def difference(x, learned, kept):
        p = jax.nn.softmax(evaluate(learned, kept, x, False)[0])
        return p[0, 0] - p[0, 1]

    look = jax.jit(jax.value_and_grad(difference))
    value, slope = look(photo, learned, kept)
    return lambda: look(photo, learned, kept)[1].block_until_ready(), float(value), norm_of(slope)


def repeated(step, state):
    """A step whose results are its next arguments, in the same memory."""
    step = jax.jit(step, donate_argnums=0)
    states = [state]

    def work():
        states[0] = jax.block_until_ready(step(states[0]))

    return work


def step_of_training():
    batch, labels = jnp.asarray(rows.photos(rows.BATCH)), jnp.asarray(rows.LABELS)

    def loss(learned, kept):
        logits, seen = evaluate(learned, kept, batch, True)
        return cross_entropy(logits, labels), seen

    def step(state):
        learned, kept, squares = state
        slopes, seen = jax.grad(loss, has_aux=True)(learned, kept)
        squares = jax.tree.map(lambda v, g: 0.9 * v + 0.1 * g * g, squares, slopes)
        learned = jax.tree.map(lambda p, g, v: p - 0.001 * g * lax.rsqrt(v + 1e-7), learned,
                               slopes, squares)
        kept = jax.tree.map(lambda old, new: 0.99 * old + 0.01 * new, kept, seen)
        return learned, kept, squares

    learned, kept = classifier()
    (value, _), slopes = jax.value_and_grad(loss, has_aux=True)(learned, kept)
    norm = norm_of(slopes)
    return repeated(step, (learned, kept, jax.tree.map(jnp.zeros_like, learned))), float(value), norm


def digits():
    images, labels = jnp.asarray(rows.digit_images()), jnp.asarray(rows.DIGIT_LABELS)
    places = jnp.asarray(rows.PLACES)

    def loss(learned):
        kernel1, bias1, kernel2, bias2 = learned
        hidden = jax.nn.relu(images[places] @ kernel1 + bias1)
        return cross_entropy(hidden @ kernel2 + bias2, labels[places])

    def step(state):
        learned, m, v, t = state
        slopes = jax.grad(loss)(learned)
        m = jax.tree.map(lambda a, g: 0.9 * a + 0.1 * g, m, slopes)
        v = jax.tree.map(lambda a, g: 0.999 * a + 0.001 * g * g, v, slopes)
        rate = 0.003 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        learned = jax.tree.map(lambda p, a, b: p - rate * a / (jnp.sqrt(b) + 1e-7), learned, m, v)
        return learned, m, v, t + 1

    kernel1, kernel2 = map(jnp.asarray, rows.digits_kernels())
    learned = [kernel1, jnp.zeros(rows.UNITS), kernel2, jnp.zeros(rows.DIGITS)]
    value, slopes = jax.value_and_grad(loss)(learned)
    norm = norm_of(slopes)

    def zeros():
        return jax.tree.map(jnp.zeros_like, learned)

    return repeated(step, (learned, zeros(), zeros(), jnp.float32(1))), float(value), norm


def start(row, _):
    return {"image": image, "step": step_of_training, "digits": digits}[row]()


if __name__ == "__main__":
    rows.measure(start)
