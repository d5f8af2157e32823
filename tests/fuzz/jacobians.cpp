// Random tensor formulas in forward mode: Jacobians against finite differences, normal equations
// against Jacobians.
#include "../support/random_reads.hpp"
#include "../support/trial.hpp"
#include "seed.hpp"

using namespace tapeless;

namespace {

using numbers = std::vector<double>;

// Row-major, one row for each residual.
struct matrix {
  numbers value;
  std::size_t columns;

  double operator()(std::size_t row, std::size_t column) const {
    return value[row * columns + column];
  }
};

template <class Compiled>
constexpr bool reads_t() {
  const auto& graph = Compiled::program::graph;
  for (int in = 0; in < graph.input_count; ++in)
    if (graph.inputs[in].name == "t") return true;
  return false;
}

double product_of_columns(const matrix& m, std::size_t c, const matrix& n, std::size_t d) {
  double z = 0;
  for (std::size_t row = 0; row < m.value.size() / m.columns; ++row) z += m(row, c) * n(row, d);
  return z;
}

struct of_jacobians {
  template <std::uint64_t Seed>
  static void run() {
    using namespace tests::reads;
    // (At least the axis i, so that the residuals are a tensor.)
    constexpr auto residuals = grown<Seed, 2>().formula + x * s - a(i, i);
    constexpr auto derivative = jacobian(residuals, wrt(x, a, s));
    constexpr auto equations = gauss_newton(residuals, wrt(x, a, s));
    using fit = std::remove_const_t<decltype(derivative)>;
    BOOST_TEST_CONTEXT("seed " << Seed) for (const std::ptrdiff_t size : {1, 3, 9}) {
      tests::trial<fit, double> trial({{"i", size}}, {-1, 1}, static_cast<std::uint32_t>(Seed));
      trial.check({1e-11L, 1e-8L});
      check_equations<Seed>(trial, equations);
    }
  }

 private:
  template <std::uint64_t Seed>
  static void check_equations(auto& trial, auto equations) {
    using namespace tests::reads;
    const auto all = trial.emitted();
    const auto data = [&trial](std::string_view name) -> const numbers& {
      static const numbers none;
      for (int in = 0; in < trial.graph.inputs.size(); ++in)
        if (trial.graph.inputs[in].name == name) return trial.input[static_cast<std::size_t>(in)];
      return none;
    };
    const std::size_t n = data("x").size();
    const auto e = [&] {
      if constexpr (reads_t<decltype(equations)>())
        return equations(a = data("a"), x = data("x"), s = data("s")[0], t = data("t"));
      else return equations(a = data("a"), x = data("x"), s = data("s")[0]);
    }();
    const matrix r{all[0], 1};
    const std::vector<matrix> by{{all[1], n}, {all[2], n * n}, {all[3], 1}};
    BOOST_TEST(tests::near(e.value, product_of_columns(r, 0, r, 0), 1e-11L));
    const std::size_t parameters = n + n * n + 1;
    std::size_t place = 0;
    for (const matrix& m : by)
      for (std::size_t c = 0; c < m.columns; ++c, ++place) {
        BOOST_TEST(tests::near(e.gradient[place], product_of_columns(m, c, r, 0), 1e-11L));
        std::size_t other = 0;
        for (const matrix& k : by)
          for (std::size_t d = 0; d < k.columns; ++d, ++other)
            BOOST_TEST(tests::near(e.matrix[place * parameters + other],
                                   product_of_columns(m, c, k, d), 1e-11L));
      }
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(random_formulas) { tests::for_seeds<of_jacobians, 3>(); }
