"""Two small models of a framework with random weights, exported, and what they say: export_keras.py keras|torch"""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "examples"))
from export_keras import from_keras, from_torch, write

random = np.random.default_rng(1)
photos = random.uniform(size=(3, 8, 8, 2)).astype(np.float32)
words = random.integers(0, 7, size=(3, 5))


def by_keras():
    import keras
    from keras import layers

    def shaken(model):  # no weight is 0 or 1
        model.set_weights([w + random.uniform(0.1, 0.5, w.shape) for w in model.get_weights()])
        return model

    seen = shaken(keras.Sequential([
        keras.Input((8, 8, 2)), layers.Conv2D(4, 3, activation="relu"), layers.BatchNormalization(),
        layers.MaxPooling2D(2), layers.DepthwiseConv2D(2), layers.Flatten(), layers.Dense(5, use_bias=False),
        layers.BatchNormalization(epsilon=0.01), layers.Dense(3)]))
    letter = keras.Input((5,), dtype="int32")
    x = layers.Embedding(7, 6)(letter)
    x = layers.MultiHeadAttention(2, 3)(x, x)
    read = shaken(keras.Model(letter, layers.Dense(4)(layers.LayerNormalization()(x))))
    said = (np.asarray(m(x).detach() if hasattr(m(x), "detach") else m(x)) for m, x in ((seen, photos), (read, words)))
    return (from_keras(seen), from_keras(read), *said)


def by_torch():
    import torch
    from torch import nn
    torch.manual_seed(1)
    seen = nn.Sequential(nn.Conv2d(2, 4, 3), nn.ReLU(), nn.BatchNorm2d(4), nn.MaxPool2d(2),
                         nn.Conv2d(4, 4, 2, groups=4), nn.Flatten(), nn.Linear(16, 5, bias=False),
                         nn.BatchNorm1d(5, eps=0.01), nn.Linear(5, 3)).eval()

    class Reader(nn.Module):
        def __init__(self):
            super().__init__()
            self.embed = nn.Embedding(7, 6)
            self.attention = nn.MultiheadAttention(6, 2, batch_first=True)
            self.norm = nn.LayerNorm(6, eps=0.001)
            self.dense = nn.Linear(6, 4)

        def forward(self, x):
            x = self.embed(x)
            return self.dense(self.norm(self.attention(x, x, x)[0]))

    read = Reader().eval()
    with torch.no_grad():
        for model in (seen, read):
            for x in (*model.parameters(), *model.buffers()):
                if x.is_floating_point():
                    x += torch.empty_like(x).uniform_(0.1, 0.5)
        said = (seen(torch.from_numpy(photos).permute(0, 3, 1, 2)).numpy(), read(torch.from_numpy(words)).numpy())
    return (from_torch(seen, (2, 8, 8)), from_torch(read), *said)


seen, read, photo_scores, word_scores = by_keras() if sys.argv[1] == "keras" else by_torch()
write(seen, "exported_seen.npz")
write(read, "exported_read.npz")
np.savez("exported_said.npz", photos=photos, words=words.astype(np.int32), photo_scores=photo_scores,
         word_scores=word_scores)
