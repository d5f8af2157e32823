#include "support/by_name.hpp"
#include "support/compiled_operations.hpp"

namespace tapeless::tests {

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(n);

// (The gradient by w is f(x): one program for both.)
template <class T, class F>
evaluated<std::vector<T>> of_one(const std::vector<T>& at) {
  const std::vector<T> ones(at.size(), 1);
  const auto g = gradient(sum(w * F{}(x)), wrt(x, w))(x = at, w = ones);
  return {g[w], g[x], {}};
}
template <class T, class F>
evaluated<std::vector<T>> of_two(const std::vector<T>& at, const std::vector<T>& beside) {
  const std::vector<T> ones(at.size(), 1);
  const auto g = gradient(sum(w * F{}(x, y)), wrt(x, y, w))(x = at, y = beside, w = ones);
  return {g[w], g[x], g[y]};
}

}  // namespace

template <class T>
evaluated<std::vector<T>> in_packs(const char* name, const std::vector<T>& at) {
  static const auto all =
      by_name(operations<T>(), []<class Row>(const Row&) { return &of_one<T, decltype(Row::f)>; });
  return all.at(name)(at);
}
template <class T>
evaluated<std::vector<T>> in_packs(const char* name, const std::vector<T>& at,
                                   const std::vector<T>& beside) {
  static const auto all = by_name(
      operations_of_two<T>(), []<class Row>(const Row&) { return &of_two<T, decltype(Row::f)>; });
  return all.at(name)(at, beside);
}

template evaluated<std::vector<double>> in_packs(const char*, const std::vector<double>&);
template evaluated<std::vector<float>> in_packs(const char*, const std::vector<float>&);
template evaluated<std::vector<double>> in_packs(const char*, const std::vector<double>&,
                                                 const std::vector<double>&);
template evaluated<std::vector<float>> in_packs(const char*, const std::vector<float>&,
                                                const std::vector<float>&);

}  // namespace tapeless::tests
