// expect: tapeless: attention: the channels are a multiple of the heads
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
constexpr auto y = features(pixels, column, channel) | attention<"a", 2>;
#else
constexpr auto y = features(pixels, column, channel) | attention<"a", 3>;
#endif
