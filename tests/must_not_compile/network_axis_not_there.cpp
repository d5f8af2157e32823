// expect: tapeless: features() names axes that the formula has
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
constexpr auto y = features(pixels, row, axis<"m", 8>);
#else
constexpr auto y = features(pixels, row, column, channel);
#endif
