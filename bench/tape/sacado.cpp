#include <Sacado_trad.hpp>

#include "rows.hpp"

namespace {

const auto gradient_by_rad = [](const auto& model, const bench::vector& x, bench::vector& g) {
  using number = Sacado::Rad::ADvar<double>;
  std::vector<number> inputs(x.begin(), x.end());
  const number y = model(inputs);
  number::Gradcomp();
  for (std::size_t i = 0; i < x.size(); ++i) g[i] = inputs[i].adj();
  return y.val();
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    bench::row(problem, "Sacado, reverse", model, x, gradient_by_rad);
  });
});

}  // namespace
