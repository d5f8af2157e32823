#include "gmm.hpp"

#include "plain/gmm.hpp"
#include "program.hpp"

using namespace gradbench;
using plain::gmm::parameters, plain::gmm::problem;
using tapeless::out;

namespace {

constexpr auto value = function(gmm::loss);
constexpr auto derivative = gradient(gmm::loss, wrt(gmm::alpha, gmm::mu, gmm::q, gmm::l));

problem problem_of(const json& in) {
  return {.n = in.at("n"),
          .k = in.at("k"),
          .d = in.at("d"),
          .m = in.at("m"),
          .gamma = in.at("gamma"),
          .at = {in.at("alpha"), flat(in.at("mu")), flat(in.at("q")), flat(in.at("l"))},
          .x = flat(in.at("x"))};
}

json shown(const parameters& g) {
  const std::size_t k = g.alpha.size();
  return {
      {"alpha", g.alpha}, {"mu", rows_of(g.mu, k)}, {"q", rows_of(g.q, k)}, {"l", rows_of(g.l, k)}};
}

// Calls f with the data, and with what else is said.
template <class F, class... More>
auto with_data(F f, const problem& p, More... more) {
  return f(gmm::n = p.n, gmm::k = p.k, gmm::i = p.d, gmm::entry = p.packed(), gmm::x = p.x,
           gmm::alpha = p.at.alpha, gmm::mu = p.at.mu, gmm::q = p.at.q, gmm::l = p.at.l,
           gmm::m = p.m, gmm::gamma = p.gamma, gmm::constant = plain::gmm::constant_of(p), more...);
}

void objective(const json& input) {
  const problem p = problem_of(input);
  measure(input, [&]() -> double { return with_data(value, p); });
}
void plain_objective(const json& input) {
  const problem p = problem_of(input);
  measure(input, [&] { return plain::gmm::mixture(p).objective(); });
}

template <class F>
void measure_jacobian(const json& input, F f) {
  const problem p = problem_of(input);
  parameters g = p.at;
  const auto once = [&]() -> parameters& {
    f(p, g);
    return g;
  };
  measure(input, once, shown);
}
void jacobian(const json& input) {
  measure_jacobian(input, [](const problem& p, parameters& g) {
    with_data(derivative, p, out(gmm::alpha) = g.alpha, out(gmm::mu) = g.mu, out(gmm::q) = g.q,
              out(gmm::l) = g.l);
  });
}
void plain_jacobian(const json& input) {
  measure_jacobian(input,
                   [](const problem& p, parameters& g) { plain::gmm::mixture(p).jacobian(g); });
}

}  // namespace

int main(int count, char** arguments) {
  return run(count, arguments,
             {{"objective", objective},
              {"jacobian", jacobian},
              {"plain_objective", plain_objective},
              {"plain_jacobian", plain_jacobian}});
}
