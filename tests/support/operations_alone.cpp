#include "support/by_name.hpp"
#include "support/compiled_operations.hpp"

namespace tapeless::tests {

namespace {

constexpr auto u = input<"u">;
constexpr auto v = input<"v">;

template <class T, class F>
evaluated<T> of_one(T at) {
  const auto g = gradient(F{}(u), wrt(u))(u = at);
  return {g.value, g[u], 0};
}
template <class T, class F>
evaluated<T> of_two(T at, T beside) {
  const auto g = gradient(F{}(u, v), wrt(u, v))(u = at, v = beside);
  return {g.value, g[u], g[v]};
}

}  // namespace

template <class T>
evaluated<T> alone(const char* name, T at) {
  static const auto all =
      by_name(operations<T>(), []<class Row>(const Row&) { return &of_one<T, decltype(Row::f)>; });
  return all.at(name)(at);
}
template <class T>
evaluated<T> alone(const char* name, T at, T beside) {
  static const auto all = by_name(
      operations_of_two<T>(), []<class Row>(const Row&) { return &of_two<T, decltype(Row::f)>; });
  return all.at(name)(at, beside);
}

template evaluated<double> alone(const char*, double);
template evaluated<float> alone(const char*, float);
template evaluated<double> alone(const char*, double, double);
template evaluated<float> alone(const char*, float, float);

}  // namespace tapeless::tests
