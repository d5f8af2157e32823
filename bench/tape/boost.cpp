#include <boost/math/differentiation/autodiff.hpp>

#include "rows.hpp"

namespace {

// One pass for each input.
const auto strip_by_boost = [](const auto& model, const bench::vector& x, std::size_t first,
                               std::size_t, bench::vector& g) {
  using number = decltype(boost::math::differentiation::make_fvar<double, 1>(0.0));
  std::vector<number> inputs(x.begin(), x.end());
  inputs[first] = boost::math::differentiation::make_fvar<double, 1>(x[first]);
  const number y = model(inputs);
  g[first] = y.derivative(1);
  return y.derivative(0);
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    if (x.size() <= 1000)
      bench::row(problem, "Boost autodiff", model, x, bench::in_strips<1>(strip_by_boost));
  });
});

}  // namespace
