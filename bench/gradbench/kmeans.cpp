#include "kmeans.hpp"

#include <tapeless/tape.hpp>

#include "plain/kmeans.hpp"
#include "program.hpp"

using namespace gradbench;
using kmeans::C, kmeans::P, plain::kmeans::problem;
using tapeless::active, tapeless::out, tapeless::tape;
using numbers = std::vector<double>;

namespace {

constexpr auto value = function(kmeans::cost);
constexpr auto nearest = function(kmeans::nearest);
constexpr auto of_all = gradient(kmeans::cost, wrt(C));
constexpr auto assigned = function(kmeans::cost_of_assigned);
constexpr auto of_assigned = gradient(kmeans::cost_of_assigned, wrt(C));

problem problem_of(const json& input) {
  const json &points = input.at("points"), &centroids = input.at("centroids");
  return {points.size(), centroids.size(), points.at(0).size(), flat(points), flat(centroids)};
}

std::vector<int> assignment(const problem& p) {
  const auto which = nearest(P = p.p, C = p.c, kmeans::l = p.width);
  std::vector<int> of(p.points);
  for (std::size_t i = 0; i < of.size(); ++i) of[i] = static_cast<int>(which[i]);
  return of;
}

// J / (H 1): the gradient on one tape, and on another, around it, how the gradient's sum changes.
void newton(const problem& p, numbers& dir) {
  static tape<double> outer;
  static tape<active<double>> inner;
  const std::vector<int> of = assignment(p);
  outer.rewind();
  inner.rewind();
  const auto c = outer.inputs(p.c);
  const auto at = inner.inputs(c);
  const active<active<double>> cost =
      assigned(P = p.p, C = at, kmeans::of = of, kmeans::j = p.centroids, kmeans::l = p.width);
  const auto j = inner.gradient(cost);
  const numbers h = outer.gradient(sum(j));
  for (std::size_t e = 0; e < dir.size(); ++e) dir[e] = j[e].value() / h[e];
}

void cost(const json& input) {
  const problem p = problem_of(input);
  measure(input, [&]() -> double { return value(P = p.p, C = p.c, kmeans::l = p.width); });
}
void plain_cost(const json& input) {
  const problem p = problem_of(input);
  measure(input, [&] { return plain::kmeans::cost(p); });
}

template <class F>
void measure_rows(const json& input, F f) {
  const problem p = problem_of(input);
  numbers result(p.c.size());
  const auto once = [&]() -> numbers& {
    f(p, result);
    return result;
  };
  measure(input, once, [&](const numbers& all) { return json(rows_of(all, p.centroids)); });
}
void dir(const json& input) { measure_rows(input, newton); }
void plain_dir(const json& input) { measure_rows(input, plain::kmeans::dir); }
void gradient(const json& input) {
  measure_rows(input, [](const problem& p, numbers& d_c) {
    of_assigned(P = p.p, C = p.c, kmeans::of = assignment(p), kmeans::l = p.width, out(C) = d_c);
  });
}
void gradient_of_one(const json& input) {
  measure_rows(input, [](const problem& p, numbers& d_c) {
    of_all(P = p.p, C = p.c, kmeans::l = p.width, out(C) = d_c);
  });
}
void plain_gradient(const json& input) { measure_rows(input, plain::kmeans::gradient); }

}  // namespace

int main(int count, char** arguments) {
  return run(count, arguments,
             {{"cost", cost},
              {"dir", dir},
              {"gradient", gradient},
              {"gradient_of_one", gradient_of_one},
              {"plain_cost", plain_cost},
              {"plain_dir", plain_dir},
              {"plain_gradient", plain_gradient},
              {"plain_gradient_of_one", plain_gradient}});
}
