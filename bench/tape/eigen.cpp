#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

#include "rows.hpp"

namespace {

template <int Width>
const auto strip_by_eigen = [](const auto& model, const bench::vector& x, std::size_t first,
                               std::size_t count, bench::vector& g) {
  using derivatives = Eigen::Matrix<double, Width, 1>;
  using number = Eigen::AutoDiffScalar<derivatives>;
  std::vector<number> inputs;
  for (const double value : x) inputs.emplace_back(value, derivatives::Zero());
  for (std::size_t k = 0; k < count; ++k) inputs[first + k].derivatives()[static_cast<int>(k)] = 1;
  const number y = model(inputs);
  for (std::size_t k = 0; k < count; ++k) g[first + k] = y.derivatives()[static_cast<int>(k)];
  return y.value();
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    constexpr int width = bench::strip_width<std::remove_cvref_t<decltype(model)>>;
    if (x.size() <= 1000)
      bench::row(problem, "Eigen AutoDiffScalar", model, x,
                 bench::in_strips<width>(strip_by_eigen<width>));
  });
});

}  // namespace
