// The tape, and what can be done where the loops are known: ranges, a compiled kernel, a formula.
#include <tapeless/tapeless.hpp>

#include <array>
#include <span>

#include "rows.hpp"

namespace {

using bench::vector;
using tapeless::active;
using A = active<double>;

// Its memory is kept between evaluations.
tapeless::tape<double>& the_tape() {
  static tapeless::tape<double> t;
  return t;
}

template <class Program>
auto on_the_tape(Program program) {
  return [program](const auto&, const vector& x, vector& g) {
    tapeless::tape<double>& t = the_tape();
    t.rewind();
    const A y = program(t.inputs(x));
    t.gradient(y, g);
    return y.value();
  };
}

// Forward mode, for few inputs.
const auto by_duals = []<class Model>(const Model& model, const vector& x, vector& g) {
  using number = tapeless::dual<double, Model::inputs>;
  std::vector<number> inputs;
  for (std::size_t k = 0; k < x.size(); ++k) inputs.emplace_back(x[k], static_cast<int>(k));
  const number y = model(inputs);
  for (std::size_t k = 0; k < x.size(); ++k) g[k] = y.derivative(static_cast<int>(k));
  return y.value();
};

constexpr std::size_t dimensions = 32;
using point = std::span<const A, dimensions>;
point point_of(const std::vector<A>& v, std::size_t i) {
  return point(v.data() + i * dimensions, dimensions);
}

// The same loops over ranges.
A with_ranges(const std::vector<A>& v) {
  const std::size_t vectors = v.size() / dimensions;
  A loss = 0;
  std::vector<A> apart(dimensions), net(dimensions);
  for (std::size_t i = 0; i < vectors; ++i) {
    const point vi = point_of(v, i);
    const A vi_vi = dot(vi, vi);
    std::fill(net.begin(), net.end(), 0.0);
    for (std::size_t j = 0; j < vectors; ++j) {
      if (i == j) continue;
      const point vj = point_of(v, j);
      for (std::size_t d = 0; d < dimensions; ++d) apart[d] = vi[d] - vj[d];
      const A scale = 1.0 / pow(norm(apart), 3);
      const A radial = dot(vi, apart) * scale / vi_vi;
      for (std::size_t d = 0; d < dimensions; ++d) net[d] += apart[d] * scale - radial * vi[d];
    }
    loss += norm(net);
  }
  return loss;
}

using namespace tapeless::literals;
constexpr auto d = tapeless::axis<"d", dimensions>;
constexpr auto vi = tapeless::input<"vi">(d);
constexpr auto vj = tapeless::input<"vj">(d);
constexpr auto net = tapeless::input<"net">(d);
constexpr auto apart = vi - vj;
constexpr auto squares = sum(square(apart));
constexpr auto scale = 1_c / (squares * sqrt(squares));
constexpr auto radial = sum(vi * apart) * scale / sum(square(vi));
constexpr auto with_force = tapeless::function(net + apart * scale - radial * vi);

// The loops on the tape, a pair as one statement.
A with_kernel(const std::vector<A>& v) {
  const std::size_t vectors = v.size() / dimensions;
  A loss = 0;
  for (std::size_t i = 0; i < vectors; ++i) {
    std::array<A, dimensions> force{};
    for (std::size_t j = 0; j < vectors; ++j)
      if (i != j) force = with_force(vi = point_of(v, i), vj = point_of(v, j), net = force);
    loss += norm(force);
  }
  return loss;
}

namespace whole {
constexpr auto i = tapeless::axis<"i">;
constexpr auto j = tapeless::twin<"j">(i);
constexpr auto v = tapeless::input<"v">(i, d);
constexpr auto apart = v(i, d) - v(j, d);
constexpr auto squares = where(i != j, sum(square(apart), d), 1_c);
constexpr auto scale = 1_c / (squares * sqrt(squares));
constexpr auto radial = sum(v * apart, d) * scale / sum(square(v), d);
constexpr auto force = where(i != j, apart* scale - radial * v, 0_c);
constexpr auto loss = sum(sqrt(sum(square(sum(force, j)), d)));
constexpr auto gradient = tapeless::gradient(loss, wrt(v));
}  // namespace whole

[[maybe_unused]] const bool registered = bench::in_main([] {
  bench::each_model([](const std::string& problem, const auto& model, const vector& x) {
    bench::row(problem, "by hand", model, x,
               [](const auto& m, const vector& at, vector& g) { return bench::by_hand(m, at, g); });
    bench::row(problem, "tapeless, tape", model, x, on_the_tape(model));
    using type = std::remove_cvref_t<decltype(model)>;
    if constexpr (type::inputs > 0) bench::row(problem, "tapeless, forward", model, x, by_duals);
    if constexpr (std::is_same_v<type, bench::pairwise>) {
      bench::row(problem, "tapeless, tape with ranges", model, x, on_the_tape(with_ranges));
      bench::row(problem, "tapeless, tape with a compiled pair", model, x,
                 on_the_tape(with_kernel));
      bench::row(problem, "tapeless, one formula", model, x,
                 [](const auto&, const vector& at, vector& g) {
                   return whole::gradient(whole::v = at, tapeless::out(whole::v) = g).value;
                 });
    }
  });
});

}  // namespace
