#include <ceres/jet.h>

#include "rows.hpp"

namespace {

template <int Width>
const auto strip_by_jets = [](const auto& model, const bench::vector& x, std::size_t first,
                              std::size_t count, bench::vector& g) {
  using number = ceres::Jet<double, Width>;
  std::vector<number> inputs(x.begin(), x.end());
  for (std::size_t k = 0; k < count; ++k) inputs[first + k].v[static_cast<int>(k)] = 1;
  const number y = model(inputs);
  for (std::size_t k = 0; k < count; ++k) g[first + k] = y.v[static_cast<int>(k)];
  return y.a;
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    constexpr int width = bench::strip_width<std::remove_cvref_t<decltype(model)>>;
    if (x.size() <= 1000)
      bench::row(problem, "Ceres Jet", model, x, bench::in_strips<width>(strip_by_jets<width>));
  });
});

}  // namespace
