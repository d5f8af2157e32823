#include <codi.hpp>

#include "rows.hpp"

namespace {

// Room for the largest model: the unchecked type does not look whether there is any.
template <class Number>
auto& the_tape() {
  static auto& tape = [&]() -> auto& {
    auto& t = Number::getTape();
    t.setParameter(codi::TapeParameters::JacobianSize, 20000000);
    t.setParameter(codi::TapeParameters::StatementSize, 10000000);
    return t;
  }
  ();
  return tape;
}

// Its memory is kept between evaluations.
template <class Number>
const auto gradient_by_codipack = [](const auto& model, const bench::vector& x, bench::vector& g) {
  auto& tape = the_tape<Number>();
  tape.reset();
  tape.setActive();
  std::vector<Number> inputs(x.begin(), x.end());
  for (Number& input : inputs) tape.registerInput(input);
  Number y = model(inputs);
  tape.registerOutput(y);
  tape.setPassive();
  y.setGradient(1.0);
  tape.evaluate();
  for (std::size_t i = 0; i < x.size(); ++i) g[i] = inputs[i].getGradient();
  return y.getValue();
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    bench::row(problem, "CoDiPack", model, x, gradient_by_codipack<codi::RealReverse>);
    bench::row(problem, "CoDiPack, unchecked", model, x,
               gradient_by_codipack<codi::RealReverseUnchecked>);
  });
});

}  // namespace
