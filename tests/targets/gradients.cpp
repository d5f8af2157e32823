// Gradients and functions, called in every way: all of it is compiled for many processors.
#include <array>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

namespace {

constexpr auto n = axis<"n">;
constexpr auto d = axis<"d", 3>;
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto z = input<"z">(n, d);
constexpr auto w = input<"w">(d);
constexpr auto u = input<"u">(axis<"m", 100>);

// A cheap body takes several packs a step, a dear one a single one, and an inner loop has its own.
constexpr auto cheap = gradient(sum(square(x)), wrt(x));
constexpr auto regression = gradient(mean(square(a * x + b - y)), wrt(a, b));
constexpr auto dear = gradient(sum(softplus(tanh(a * x) * y)), wrt(a, x));
constexpr auto branch = gradient(sum(where(x < y, square(x) + y, y)), wrt(x, y));
constexpr auto nested = gradient(mean(logsumexp(z * w, d)), wrt(w, z));
constexpr auto largest = tapeless::function(max(x * y));
constexpr auto choice = tapeless::function(sum(where(u < 1_c, u + 1_c, u)));
constexpr auto scalars = gradient(square(a) * exp(b), wrt(a, b));

// Its own vectors, so that what is thrown away is known to be.
template <class T>
struct data {
  std::vector<T> x = std::vector<T>(100, T(1)), y = x, z = std::vector<T>(300, T(1));
  std::array<T, 3> w{};
};

template <class T>
void results_thrown_away() {
  data<T> of, to;
  T d_a, d_b;
  cheap(x = of.x, out(x) = to.x);
  regression(a = T(2), b = T(1), x = of.x, y = of.y, out(a) = std::span(&d_a, 1),
             out(b) = std::span(&d_b, 1));
  branch(x = of.x, y = of.y, out(y) = to.y);
  nested(z = of.z, w = of.w, out(z) = to.z);
  cheap(x = of.x);
  largest(x = of.x, y = of.y);
}

template <class T>
T one_of_several() {
  data<T> of;
  const auto [value, d_w, d_z] = nested(z = of.z, w = of.w);
  return d_w[0] + dear(a = T(2), x = of.x, y = of.y)[a] +
         regression(a = T(2), b = T(1), x = of.x, y = of.y)[b] + branch(x = of.x, y = of.y)[x][1] +
         cheap(x = of.x).value;
}

}  // namespace

double in_double() { return results_thrown_away<double>(), one_of_several<double>(); }
float in_float() { return results_thrown_away<float>(), one_of_several<float>(); }

void for_callers(std::span<const double> from, std::span<double> to, int many) {
  cheap(x = from, out(x) = to, threads(many));
  dear(a = 2.0, x = from, y = from, out(x) = to, threads(many));
}
[[gnu::flatten]] void all_in_one_function() {
  const std::vector<double> of(100, 1.0);
  choice(u = of);
}
double of_scalars(double at) {
  const auto g = scalars(a = at, b = 1.0);
  return g[a] + g[b];
}
