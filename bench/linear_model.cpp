// Logistic regression and least squares: value and gradient, beside what reading the matrix once
// takes. Samples are its rows, or its columns.
#include "hand/linear_model.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

template <class T>
using numbers = std::vector<T, bench::aligned_allocator<T>>;

constexpr auto n = axis<"n">;
template <std::size_t Columns>
constexpr auto c = axis<"c", Columns>;
constexpr auto y = input<"y">(n);
template <std::size_t Columns>
constexpr auto w = input<"w">(c<Columns>);
template <std::size_t Columns>
constexpr auto rows = input<"x">(n, c<Columns>);
template <std::size_t Columns>
constexpr auto columns = input<"x">(c<Columns>, n);

// The formula, and the same by hand.
struct logistic {
  using by_hand = hand::logistic_loss;
  static constexpr auto loss(auto score) { return softplus(-y * score); }
};
struct squares {
  using by_hand = hand::squared_error;
  static constexpr auto loss(auto score) { return square(score - y); }
};

template <class T>
struct data {
  numbers<T> x, y, w;

  data(std::size_t samples, std::size_t columns)
      : x(narrowed(bench::normal(samples * columns, 0, 1, 101))),
        y(narrowed(bench::normal(samples, 0, 1, 102))),
        w(narrowed(bench::normal(columns, 0, 0.1, 103))) {
    for (T& label : y) label = label > 0 ? T(1) : T(-1);
  }
  static numbers<T> narrowed(const bench::numbers& all) { return {all.begin(), all.end()}; }
};

template <std::size_t Columns, class T, class Fit, class Hand>
void add_variants(const std::string& problem, const data<T>& at, Fit fit, Hand by_hand) {
  numbers<T>&mine = *new numbers<T>(Columns), &hands = *new numbers<T>(Columns);
  const hand::linear_model<T> model{at.x.data(), at.y.data(), at.w.data(), hands.data(),
                                    at.y.size()};
  const auto ours = [=, &at, &mine] { return static_cast<double>(fit(at, mine)); };
  const auto theirs = [=] { return by_hand(model); };
  const double scale = static_cast<double>(at.y.size()), digits = sizeof(T) == 4 ? 1e-5 : 1e-12;
  bench::must_agree(problem.c_str(), ours(), theirs(), scale, digits);
  for (std::size_t e = 0; e < Columns; ++e)
    bench::must_agree(problem.c_str(), static_cast<double>(mine[e]), static_cast<double>(hands[e]),
                      scale, digits);
  bench::variant(problem, "reading",
                 [&at] { return hand::sum_of_entries(at.x.data(), at.x.size()); });
  bench::variant(problem, "by hand", theirs);
  bench::variant(problem, "tapeless", ours);
}

// (The same numbers are read in both orders. What benchmarks read is never freed.)
template <class T, class Model, std::size_t Columns>
void add_problem(const std::string& name, std::size_t samples) {
  const auto& at = *new data<T>(samples, Columns);
  const std::string problem = name + (sizeof(T) == 4 ? ", float" : ", double");
  const auto fit = []<class X>(X) {
    return [](const data<T>& d, numbers<T>& d_w) {
      constexpr auto score = matmul(X(), w<Columns>, c<Columns>);
      constexpr auto gradient = tapeless::gradient(sum(Model::loss(score)), wrt(w<Columns>));
      return gradient(X() = d.x, y = d.y, w<Columns> = d.w, out(w<Columns>) = d_w).value;
    };
  };
  using by_hand = typename Model::by_hand;
  add_variants<Columns>(problem, at, fit(rows<Columns>), hand::by_rows<Columns, by_hand, T>);
  add_variants<Columns>(problem + ", columns", at, fit(columns<Columns>),
                        hand::by_columns<Columns, by_hand, T>);
}

template <class T>
void add_problems() {
  add_problem<T, logistic, 100>("logistic 10,000 x 100", 10'000);
  add_problem<T, logistic, 100>("logistic 100,000 x 100", 100'000);
  add_problem<T, squares, 150>("least squares 1000 x 150", 1000);
}

[[maybe_unused]] const bool registered = [] {
  add_problems<double>();
  add_problems<float>();
  return true;
}();

}  // namespace
