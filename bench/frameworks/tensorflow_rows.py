"""The rows by TensorFlow: tensorflow_rows.py ROW VARIANT THREADS SECONDS

A variant is a list of words: "keras" (its layers and optimizers; else TensorFlow's own operations),
"jit".
"""
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np
import rows
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(rows.threads())
tf.config.threading.set_inter_op_parallelism_threads(1)


class Classifier:
    """By operations, as one writes them who looks at nothing but speed."""

    def __init__(self):
        *filters, kernel1, kernel2 = rows.classifier_kernels()
        self.filters = [tf.Variable(kernel) for kernel in filters]
        self.dense = [tf.Variable(kernel1), tf.Variable(kernel2)]
        self.biases = [tf.Variable(tf.zeros(n)) for n in (32, 64, 128, 512, 2)]
        channels = (32, 64, 128, 512)
        self.gammas = [tf.Variable(tf.ones(n)) for n in channels]
        self.betas = [tf.Variable(tf.zeros(n)) for n in channels]
        self.means = [tf.Variable(tf.zeros(n)) for n in channels]
        self.variances = [tf.Variable(tf.ones(n)) for n in channels]
        self.trainable_variables = (self.filters + self.dense + self.biases + self.gammas +
                                    self.betas)

    def norm(self, x, layer, training):
        gamma, beta = self.gammas[layer], self.betas[layer]
        mean, variance = self.means[layer], self.variances[layer]
        if not training:
            scale = gamma * tf.math.rsqrt(variance + 0.001)
            return (x - mean) * scale + beta
        y, new_mean, new_variance = tf.compat.v1.nn.fused_batch_norm(x, gamma, beta, epsilon=0.001)
        mean.assign_sub(0.01 * (mean - new_mean))
        variance.assign_sub(0.01 * (variance - new_variance))
        return y

    def __call__(self, x, training):
        for layer, kernel in enumerate(self.filters):
            x = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, kernel, 1, "VALID"),
                                          self.biases[layer]))
            x = tf.nn.max_pool2d(self.norm(x, layer, training), 2, 2, "VALID")
        x = tf.nn.relu(tf.reshape(x, (-1, 14 * 14 * 128)) @ self.dense[0] + self.biases[3])
        x = tf.reshape(self.norm(x[:, None, None, :], 3, training), (-1, 512))
        return x @ self.dense[1] + self.biases[4]


def keras_classifier():
    layers = tf.keras.layers
    net = tf.keras.Sequential([tf.keras.Input((rows.SIDE, rows.SIDE, 3))])
    for channels in (32, 64, 128):
        net.add(layers.Conv2D(channels, 3, activation="relu"))
        net.add(layers.BatchNormalization())
        net.add(layers.MaxPooling2D())
    net.add(layers.Flatten())
    net.add(layers.Dense(512, activation="relu"))
    net.add(layers.BatchNormalization())
    net.add(layers.Dense(2))
    kernels = [layer for layer in net.layers if isinstance(layer, (layers.Conv2D, layers.Dense))]
    for layer, kernel in zip(kernels, rows.classifier_kernels()):
        layer.kernel.assign(kernel)
    return net


class RMSprop:
    """One fused operation for each variable."""

    def __init__(self, variables):
        self.moments = [(tf.Variable(tf.zeros_like(v)), tf.Variable(tf.zeros_like(v)))
                        for v in variables]

    def apply_gradients(self, pairs):
        for (gradient, variable), (square, momentum) in zip(pairs, self.moments):
            tf.raw_ops.ResourceApplyRMSProp(
                var=variable.handle, ms=square.handle, mom=momentum.handle, lr=0.001, rho=0.9,
                momentum=0.0, epsilon=1e-7, grad=gradient)


class Adam:
    def __init__(self, variables):
        self.moments = [(tf.Variable(tf.zeros_like(v)), tf.Variable(tf.zeros_like(v)))
                        for v in variables]
        self.powers = tf.Variable(0.9), tf.Variable(0.999)

    def apply_gradients(self, pairs):
        for (gradient, variable), (m, v) in zip(pairs, self.moments):
            tf.raw_ops.ResourceApplyAdam(
                var=variable.handle, m=m.handle, v=v.handle, beta1_power=self.powers[0],
                beta2_power=self.powers[1], lr=0.003, beta1=0.9, beta2=0.999, epsilon=1e-7,
                grad=gradient)
        self.powers[0].assign(self.powers[0] * 0.9)
        self.powers[1].assign(self.powers[1] * 0.999)


def function(words):
    return tf.function(jit_compile="jit" in words)


def cross_entropy(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def image(words):
    net = keras_classifier() if "keras" in words else Classifier()
    photo = tf.constant(rows.photos(1))

    @function(words)
    def look(x):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(x)
            p = tf.nn.softmax(net(x, training=False))
            value = p[0, 0] - p[0, 1]
        return value, tape.gradient(value, x)

    value, slope = look(photo)
    return lambda: look(photo)[1].numpy(), float(value), float(tf.norm(slope))


def learn(variables, loss, optimizer, words):
    def gradient():
        with tf.GradientTape() as tape:
            value = loss()
        return value, tape.gradient(value, variables)

    @function(words)
    def step():
        value, slopes = gradient()
        optimizer.apply_gradients(zip(slopes, variables))
        return value

    value, slopes = tf.function(gradient)()
    norm = np.sqrt(sum(float(tf.reduce_sum(s**2)) for s in slopes))
    return lambda: step().numpy(), float(value), float(norm)


def step_of_training(words):
    by_keras = "keras" in words
    net = keras_classifier() if by_keras else Classifier()
    batch = tf.constant(rows.photos(rows.BATCH))
    labels = tf.constant(rows.LABELS)
    variables = net.trainable_variables
    optimizer = tf.keras.optimizers.RMSprop(0.001) if by_keras else RMSprop(variables)
    return learn(variables, lambda: cross_entropy(labels, net(batch, training=True)), optimizer,
                 words)


def digits(words):
    kernel1, kernel2 = map(tf.Variable, rows.digits_kernels())
    bias1, bias2 = tf.Variable(tf.zeros(rows.UNITS)), tf.Variable(tf.zeros(rows.DIGITS))
    images = tf.constant(rows.digit_images())
    labels = tf.constant(rows.DIGIT_LABELS)
    places = tf.constant(rows.PLACES)
    variables = [kernel1, bias1, kernel2, bias2]
    optimizer = tf.keras.optimizers.Adam(0.003) if "keras" in words else Adam(variables)

    def loss():
        hidden = tf.nn.relu(tf.gather(images, places) @ kernel1 + bias1)
        return cross_entropy(tf.gather(labels, places), hidden @ kernel2 + bias2)

    return learn(variables, loss, optimizer, words)


def start(row, variant):
    words = variant.split()
    return {"image": image, "step": step_of_training, "digits": digits}[row](words)


if __name__ == "__main__":
    rows.measure(start)
