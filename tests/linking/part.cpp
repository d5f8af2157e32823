// Compiled for many targets, with TAPELESS_FLAGS the text of what it is compiled with.
#include "part.hpp"

#include <numeric>

namespace linking {

namespace {

constexpr auto loss = sum(square(exp(x) * sum(w, k) - tanh(x))) + sum(logsumexp(w, k)) / 2_c;

double formula(const std::vector<double>& data, int count) {
  static constexpr auto fit = gradient(loss, wrt(x));
  const std::vector<double> weights(3 * data.size(), 0.25);
  const auto r = fit(x = data, w = weights, threads(count));
  return std::accumulate(r[x].begin(), r[x].end(), r.value);
}

void step(adam& method, theta& at) {
  static constexpr auto fit = gradient(sum(square(square(w) - 0.5_c)), wrt(w));
  method.step(at, fit(at));
}

active<double> model(const active<double>& a) {
  active<double> y = a;
  for (int i = 0; i < 10; ++i) y = sin(y * a) + a / (1 + y * y);
  return y;
}

// By packs of results: a Jacobian on the tape, and a formula as a statement.
double derivatives(const std::vector<double>& data) {
  tape<double> t;
  const auto a = t.inputs(data);
  std::vector<active<double>> y;
  for (const auto& each : a) y.push_back(model(each) * a[0]);
  const active<double> total = function(loss)(x = y, w = std::vector<double>(3 * y.size(), 0.1));
  const auto jacobian = t.jacobian(y);
  const auto gradient = t.gradient(total);
  return std::accumulate(gradient.begin(), gradient.end(), 0.0) +
         std::accumulate(jacobian.begin(), jacobian.end(), 0.0);
}

bool refuses() {
#if defined(__cpp_exceptions)
  try {
    function(sum(x * w))(x = std::vector<double>(2), w = std::vector<double>(7));
    return false;
  } catch (const error&) {
    return true;
  }
#else
  return true;
#endif
}

part here{TAPELESS_FLAGS, formula, step, model, derivatives, refuses};
const registered now(here);

}  // namespace

}  // namespace linking
