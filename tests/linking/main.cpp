// Every part gives what the others give; and what one part has begun another one goes on with.
#include <cmath>
#include <cstdio>

#include "part.hpp"

namespace {

using namespace linking;

int mistakes = 0;

void check(const char* what, const part& p, const part& q, double found, double expected) {
  if (std::abs(found - expected) <= 1e-9 * std::abs(expected)) return;
  std::printf("%s: [%s] beside [%s]: %.12g instead of %.12g\n", what, p.flags, q.flags, found,
              expected);
  ++mistakes;
}

// Two files take turns; 1,001 numbers are no whole number of packs.
double after_ten_steps(const part& p, const part& q) {
  theta at(w = std::vector<double>(1001 * 3, 0.3));
  adam method{.learning_rate = 0.01};
  for (int i = 0; i < 5; ++i) {
    p.step(method, at);
    q.step(method, at);
  }
  return at[w][0] + at[w].back();
}

double slope_of_both(const part& p, const part& q) {
  tape<double> t;
  const auto a = t.input(0.7);
  return t.gradient(q.model(p.model(a)))[0];
}

}  // namespace

int main() {
  const std::vector<double> data(5001, 0.3), few(37, 0.4);
  const part& first = *last;
  for (const part* p = last; p != nullptr; p = p->before) {
    for (const int threads : {1, 2})
      check("a formula", *p, first, p->formula(data, threads), first.formula(data, 1));
    check("derivatives", *p, first, p->derivatives(few), first.derivatives(few));
    if (!p->refuses()) {
      std::printf("[%s] does not refuse beside [%s]\n", p->flags, first.flags);
      ++mistakes;
    }
    for (const part* q = last; q != nullptr; q = q->before) {
      check("Adam", *p, *q, after_ten_steps(*p, *q), after_ten_steps(first, first));
      check("a tape", *p, *q, slope_of_both(*p, *q), slope_of_both(first, first));
    }
  }
  return mistakes;
}
