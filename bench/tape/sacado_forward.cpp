#include <Sacado.hpp>

#include "rows.hpp"

namespace {

template <int Width>
const auto strip_by_fad = [](const auto& model, const bench::vector& x, std::size_t first,
                             std::size_t count, bench::vector& g) {
  using number = Sacado::ELRFad::SFad<double, Width>;
  std::vector<number> inputs(x.begin(), x.end());
  for (std::size_t k = 0; k < count; ++k)
    inputs[first + k] = number(Width, static_cast<int>(k), x[first + k]);
  const number y = model(inputs);
  for (std::size_t k = 0; k < count; ++k) g[first + k] = y.dx(static_cast<int>(k));
  return y.val();
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    constexpr int width = bench::strip_width<std::remove_cvref_t<decltype(model)>>;
    if (x.size() <= 1000)
      bench::row(problem, "Sacado, forward", model, x,
                 bench::in_strips<width>(strip_by_fad<width>));
  });
});

}  // namespace
