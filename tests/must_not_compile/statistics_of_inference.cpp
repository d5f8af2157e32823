// expect: tapeless: statistics() are of a batch: of layers over training(features(...))
#include <tapeless/network.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;
using namespace tapeless::layers;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 2>;
constexpr auto x = input<"x">(n, k);
constexpr auto net = features(x, k) | batch_norm<"b">;
constexpr auto taught = training(features(x, k), n) | batch_norm<"b">;

#ifdef MISTAKE
inline constexpr auto kept = statistics(net);
#else
inline constexpr auto kept = statistics(taught);
#endif
