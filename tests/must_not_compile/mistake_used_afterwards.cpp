// expect: tapeless: gradient: the loss is a tensor; wrap it in sum() or mean()
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);

#ifdef MISTAKE
constexpr auto g = gradient(square(x), wrt(x));
#else
constexpr auto g = gradient(sum(square(x)), wrt(x));
#endif

// (Nothing is said of what follows.)
std::vector<double> slope(const std::vector<double>& v) {
  const auto r = g(x = v);
  const double value = r.value;
  std::vector<double> d = r[x];
  d.push_back(value);
  return d;
}
