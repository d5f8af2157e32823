// expect: tapeless: dropout() is for inference only; leave it out of what is trained
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
constexpr auto y = training(flow, n) | dropout(0.5_c);
#else
constexpr auto y = flow | dropout(0.5_c);
#endif
