#include <adolc/adolc.h>

#include "rows.hpp"

namespace {

const auto gradient_by_adolc = [](const auto& model, const bench::vector& x, bench::vector& g) {
  const short tape = 1;
  double value = 0;
  trace_on(tape);
  std::vector<adouble> inputs(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) inputs[i] <<= x[i];
  adouble y = model(inputs);
  y >>= value;
  trace_off();
  gradient(tape, static_cast<int>(x.size()), x.data(), g.data());
  return value;
};

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const bench::vector& x) {
    bench::row(problem, "ADOL-C", model, x, gradient_by_adolc);
  });
});

}  // namespace
