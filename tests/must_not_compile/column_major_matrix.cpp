// expect: tapeless: a column-major matrix is bound to a row-major tensor; use a row-major one
#include <cstddef>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

// As Eigen's matrices say it.
template <bool RowMajor>
struct matrix {
  static constexpr bool IsRowMajor = RowMajor, IsVectorAtCompileTime = false;
  constexpr const double* data() const { return numbers; }
  constexpr std::size_t size() const { return 4; }
  double numbers[4];
};

constexpr auto a = input<"a">(axis<"n", 2>, axis<"m", 2>);
constexpr auto f = function(sum(a));

#ifdef MISTAKE
constexpr auto z = f(a = matrix<false>{{1, 2, 3, 4}});
#else
constexpr auto z = f(a = matrix<true>{{1, 2, 3, 4}});
#endif
