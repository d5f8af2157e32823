// expect: tapeless: out() is given twice for one result
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);

void f(const std::vector<double>& data, std::vector<double>& memory, std::vector<double>& other) {
#ifdef MISTAKE
  (void)gradient(sum(x * x), wrt(x))(x = data, out(x) = memory, out(x) = other);
#else
  (void)gradient(sum(x * x), wrt(x))(x = data, out(x) = memory, out = other);
#endif
}
