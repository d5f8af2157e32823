#!/usr/bin/env python3
"""Weights of a Keras or PyTorch model as a file that load() or load_safetensors() takes:

    export_keras.py model.keras weights.npz
    export_keras.py model.pt weights.safetensors --input 3,128,128
    export_keras.py model.keras weights.npz --names conv1,bn1,features.dense

A model.pt is a whole model (torch.save(model, "model.pt"); loading it runs what it contains), and --input the
shape of one sample. Layers are called by kind and count, in their order: conv1, conv2, depthwise1, dense1, bn1,
norm1, embed1, attention1; --names has other names, for all of them. As functions: from_keras(model),
from_torch(model, sample), write(tensors, path).
"""
import argparse

import numpy as np

EPSILON = 0.001  # what our norms add to a variance


def batch_norm(gamma, beta, mean, variance, epsilon):
    # Another epsilon goes into gamma: the result is the same.
    gamma = np.ones_like(mean) if gamma is None else gamma
    gamma = gamma * np.sqrt((variance + EPSILON) / (variance + epsilon))
    return {"gamma": gamma, "beta": beta, "mean": mean, "variance": variance}


def layer_norm(gamma, beta, epsilon):
    if epsilon != EPSILON:
        raise SystemExit(f"a layer norm with epsilon {epsilon}: ours has {EPSILON}")
    return {"gamma": gamma, "beta": beta}


def named(layers, names=None):
    """All tensors by name, from (kind, tensors) of each layer. A bias that is not there is 0."""
    layers = list(layers)
    if names is None:
        kinds = [kind for kind, _ in layers]
        names = [f"{kind}{kinds[:i].count(kind) + 1}" for i, kind in enumerate(kinds)]
    if len(names) != len(layers) or len(set(names)) != len(names):
        raise SystemExit(f"{len(layers)} layers have weights, and need as many names: "
                         + ", ".join(kind for kind, _ in layers))
    return {f"{name}.{part}": np.ascontiguousarray(x, dtype=np.float32)
            for name, (_, tensors) in zip(names, layers) for part, x in tensors.items()}


def biased(kernel, bias, axes=1):
    return {"kernel": kernel, "bias": np.zeros(kernel.shape[-axes:]) if bias is None else bias}


# ---- Keras: kernels lie as ours do. After Flatten a dense layer's lines are the axes of what was flattened.

def from_keras(model, names=None):
    return named(keras_layers(model), names)


def keras_layers(model):
    flat = None
    for layer in model.layers:
        kind = type(layer).__name__
        w = {v.path.split(layer.name + "/", 1)[-1]: np.asarray(v) if isinstance(v, np.ndarray) else v.numpy()
             for v in layer.weights if "seed" not in v.path} if kind != "Sequential" else {}
        if kind in ("Sequential", "Functional"):
            yield from keras_layers(layer)
        elif kind == "Flatten":
            flat = layer.input.shape[1:]
        elif kind == "Conv2D":
            yield "conv", biased(w["kernel"], w.get("bias"))
        elif kind == "DepthwiseConv2D":
            yield "depthwise", biased(w["kernel"].swapaxes(2, 3), w.get("bias"))
        elif kind == "Dense":
            kernel = w["kernel"]
            if flat is not None:
                kernel, flat = kernel.reshape(*flat, -1), None
            yield "dense", biased(kernel, w.get("bias"))
        elif kind == "BatchNormalization":
            mean, variance = w["moving_mean"], w["moving_variance"]
            yield "bn", batch_norm(w.get("gamma"), w.get("beta", 0 * mean), mean, variance, layer.epsilon)
        elif kind == "LayerNormalization":
            yield "norm", layer_norm(w["gamma"], w["beta"], layer.epsilon)
        elif kind == "Embedding":
            yield "embed", {"table": w["embeddings"]}
        elif kind == "MultiHeadAttention":
            parts = [("query", "query", 2), ("key", "key", 2), ("value", "value", 2), ("out", "attention_output", 1)]
            yield "attention", {f"{ours}.{x}": tensor for ours, theirs, axes in parts for x, tensor in
                                biased(w[theirs + "/kernel"], w.get(theirs + "/bias"), axes).items()}
        elif w:
            raise SystemExit(f"layer {layer.name} is a {kind}, which is not known here")


# ---- PyTorch: the results come first, and channels before rows and columns.

def from_torch(model, sample=None, names=None):
    """sample: the shape of one sample, such as (3, 128, 128). It finds what a flat layer reads."""
    return named(torch_layers(model, image_shapes(model, sample)), names)


def image_shapes(model, sample):
    """For each module the shape of the last image that was made before it."""
    if sample is None:
        return {}
    import torch
    shapes, last = {}, [tuple(sample)]

    def before(module, inputs):
        shapes[module] = last[0]

    def after(module, inputs, output):
        if torch.is_tensor(output) and output.dim() == 4:
            last[0] = tuple(output.shape[1:])

    hooks = [hook for m in model.modules() for hook in
             (m.register_forward_pre_hook(before), m.register_forward_hook(after))]
    with torch.no_grad():
        model.eval()(torch.zeros(1, *sample))
    for hook in hooks:
        hook.remove()
    return shapes


def torch_layers(model, shapes):
    from torch import nn

    def array(x):
        return None if x is None else x.detach().cpu().numpy()

    inside = {part for m in model.modules() if isinstance(m, nn.MultiheadAttention) for part in m.children()}
    for name, m in model.named_modules():
        if m in inside:
            continue
        if isinstance(m, nn.Conv2d):
            kind = "depthwise" if m.groups == m.in_channels == m.out_channels > 1 else "conv"
            yield kind, biased(array(m.weight).transpose(2, 3, 1, 0), array(m.bias))
        elif isinstance(m, nn.Linear):
            kernel, image = array(m.weight), shapes.get(m, ())
            if len(image) == 3 and int(np.prod(image)) == m.in_features:
                kernel = kernel.reshape(-1, *image).transpose(2, 3, 1, 0)
            else:
                kernel = kernel.T
            yield "dense", biased(kernel, array(m.bias))
        elif isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            mean, beta = array(m.running_mean), array(m.bias)
            yield "bn", batch_norm(array(m.weight), 0 * mean if beta is None else beta, mean,
                                   array(m.running_var), m.eps)
        elif isinstance(m, nn.LayerNorm):
            yield "norm", layer_norm(array(m.weight), array(m.bias), m.eps)
        elif isinstance(m, nn.Embedding):
            yield "embed", {"table": array(m.weight)}
        elif isinstance(m, nn.MultiheadAttention):
            width, heads = m.embed_dim, m.num_heads
            biases = np.zeros(3 * width) if m.in_proj_bias is None else array(m.in_proj_bias)
            tensors = {}
            for part, w, b in zip(("query", "key", "value"), np.split(array(m.in_proj_weight), 3), np.split(biases, 3)):
                tensors[part + ".kernel"] = w.T.reshape(width, heads, -1)
                tensors[part + ".bias"] = b.reshape(heads, -1)
            out = biased(array(m.out_proj.weight).T.reshape(heads, -1, width), array(m.out_proj.bias))
            yield "attention", {**tensors, "out.kernel": out["kernel"], "out.bias": out["bias"]}
        elif next(m.parameters(recurse=False), None) is not None:
            raise SystemExit(f"layer {name} is a {type(m).__name__}, which is not known here")


def write(tensors, path):
    if path.endswith(".safetensors"):
        from safetensors.numpy import save_file
        save_file(tensors, path)
    else:
        np.savez(path, **tensors)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("weights")
    parser.add_argument("--input", help="PyTorch: the shape of one sample, such as 3,128,128")
    parser.add_argument("--names", help="of all layers with weights, in their order")
    given = parser.parse_args()
    names = given.names and given.names.split(",")
    if given.model.endswith((".pt", ".pth")):
        import torch
        model = torch.load(given.model, map_location="cpu", weights_only=False)
        sample = given.input and [int(extent) for extent in given.input.split(",")]
        tensors = from_torch(model, sample, names)
    else:
        import keras
        tensors = from_keras(keras.models.load_model(given.model), names)
    write(tensors, given.weights)
    for name, x in tensors.items():
        print(name, list(x.shape))


if __name__ == "__main__":
    main()
