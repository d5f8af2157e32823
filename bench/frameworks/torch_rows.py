"""The rows by PyTorch: torch_rows.py ROW VARIANT THREADS SECONDS

A variant is a list of words: "channels_last", "compiled", and of the optimizer "fused", "foreach",
"keep" (the gradients' memory).
"""
import copy

import rows
import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(rows.threads())
torch.set_num_interop_threads(1)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(ins, outs, 3)
                                          for ins, outs in ((3, 32), (32, 64), (64, 128)))
        # (Keras's momentum of 0.99 is 0.01 here.)
        self.norms = nn.ModuleList(nn.BatchNorm2d(channels, eps=0.001, momentum=0.01)
                                   for channels in (32, 64, 128))
        self.dense1 = nn.Linear(14 * 14 * 128, 512)
        self.norm = nn.BatchNorm1d(512, eps=0.001, momentum=0.01)
        self.dense2 = nn.Linear(512, 2)
        *filters, kernel1, kernel2 = map(torch.from_numpy, rows.classifier_kernels())
        with torch.no_grad():
            for layer, kernel in zip(self.convolutions, filters):
                layer.weight.copy_(kernel.permute(3, 2, 0, 1))
                layer.bias.zero_()
            # PyTorch has the channel outermost.
            kernel = kernel1.reshape(14, 14, 128, 512).permute(3, 2, 0, 1).reshape(512, -1)
            self.dense1.weight.copy_(kernel)
            self.dense1.bias.zero_()
            self.dense2.weight.copy_(kernel2.T)
            self.dense2.bias.zero_()

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms):
            x = functional.max_pool2d(norm(torch.relu(convolution(x))), 2)
        x = self.norm(torch.relu(self.dense1(x.flatten(1))))
        return self.dense2(x)


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense1 = nn.Linear(rows.PIXELS, rows.UNITS)
        self.dense2 = nn.Linear(rows.UNITS, rows.DIGITS)
        with torch.no_grad():
            for layer, kernel in zip((self.dense1, self.dense2), rows.digits_kernels()):
                layer.weight.copy_(torch.from_numpy(kernel).T)
                layer.bias.zero_()

    def forward(self, x):
        return self.dense2(torch.relu(self.dense1(x)))


def in_memory(tensor, words):
    if "channels_last" in words:
        return tensor.to(memory_format=torch.channels_last)
    return tensor


def compiled(f, words):
    return torch.compile(f) if "compiled" in words else f


def photos(count, words):
    return in_memory(torch.from_numpy(rows.photos(count)).permute(0, 3, 1, 2).contiguous(), words)


def image(words):
    net = in_memory(Classifier(), words).eval().requires_grad_(False)
    net = compiled(net, words)
    photo = photos(1, words).requires_grad_(True)

    def look():
        p = torch.softmax(net(photo), 1)
        value = p[0, 0] - p[0, 1]
        return value, torch.autograd.grad(value, photo)[0]

    value, slope = look()
    return look, value.item(), slope.norm().item()


def norm_of_gradient(net, loss):
    """By a copy, because statistics are kept."""
    value = loss(net)
    value.backward()
    return value.item(), sum(p.grad.double().square().sum() for p in net.parameters()).sqrt().item()


def learn(net, loss, optimizer, words):
    value, norm = norm_of_gradient(copy.deepcopy(net), loss)
    loss, take_step = compiled(loss, words), compiled(optimizer.step, words)

    def step():
        optimizer.zero_grad(set_to_none="keep" not in words)
        loss(net).backward()
        take_step()

    return step, value, norm


def step_of_training(words):
    net = in_memory(Classifier(), words).train()
    batch = photos(rows.BATCH, words)
    labels = torch.from_numpy(rows.LABELS)
    # (Its epsilon is outside of the root; that costs the same.)
    optimizer = torch.optim.RMSprop(net.parameters(), lr=0.001, alpha=0.9, eps=1e-7,
                                    foreach="foreach" in words)
    return learn(net, lambda n: functional.cross_entropy(n(batch), labels), optimizer, words)


def digits(words):
    net = Digits()
    images = torch.from_numpy(rows.digit_images())
    labels = torch.from_numpy(rows.DIGIT_LABELS)
    places = torch.from_numpy(rows.PLACES)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.003, eps=1e-7, fused="fused" in words)
    return learn(net, lambda n: functional.cross_entropy(n(images[places]), labels[places]),
                 optimizer, words)


def start(row, variant):
    words = variant.split()
    return {"image": image, "step": step_of_training, "digits": digits}[row](words)


if __name__ == "__main__":
    rows.measure(start)
