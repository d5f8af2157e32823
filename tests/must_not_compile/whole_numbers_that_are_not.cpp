// expect: tapeless: an input of whole numbers is bound to whole numbers
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto row = axis<"row">;
constexpr auto which = input<"which", whole>(n);
constexpr auto list = input<"list">(row);
constexpr auto f = function(sum(list(which)));

double first(const std::vector<double>& numbers) {
#ifdef MISTAKE
  const std::vector<double> places{0};
#else
  const std::vector<long> places{0};
#endif
  return f(list = numbers, which = places);
}
