// expect: tapeless: clip_by_norm() changes the result; keep it in a variable that is not const
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

constexpr auto fit = gradient(x * x, wrt(x));
auto theta = parameters(x = 1.0);

#ifdef MISTAKE
void clip() {
  const auto r = fit(theta);
  clip_by_norm(r, 1);
}
#else
void clip() {
  auto r = fit(theta);
  clip_by_norm(r, 1);
}
#endif
