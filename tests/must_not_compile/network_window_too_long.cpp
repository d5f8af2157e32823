// expect: tapeless: a window is longer than the axis that it slides along (the layer, the axis, its
// lines: 13 with g++, 22 with clang
#include <tapeless/network.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;
using namespace tapeless::layers;

constexpr auto n = axis<"n">;
constexpr auto row = axis<"row", 8>;
constexpr auto column = axis<"column", 8>;
constexpr auto channel = axis<"channel", 3>;
constexpr auto pixels = input<"pixels">(n, row, column, channel);
constexpr auto flow = features(pixels, row, column, channel);
#ifdef MISTAKE
constexpr auto y = flow | conv2d<"c", 4, 9, 3>;
#else
constexpr auto y = flow | conv2d<"c", 4, 8, 3>;
#endif
