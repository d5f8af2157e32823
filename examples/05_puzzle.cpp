// A puzzle of four numbers, solved by descent: A + B = 9, C - D = 1, A + C = 8, B - D = 2.
//
// From Jason Brownlee's article on TensorFlow's automatic differentiation
// (machinelearningmastery.com, 2022). The equations depend on each other (A = t, B = 9 - t, C = 8 -
// t, D = 7 - t solves them for every t), so it is the equations that are checked, and not the
// numbers. From (0.1, 0.2, 0.3, 0.4) every optimizer is checked against a NumPy replay of Keras.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

#include "gnuplot.hpp"

namespace {

using namespace tapeless::names;

constexpr auto A = input<"A">;
constexpr auto B = input<"B">;
constexpr auto C = input<"C">;
constexpr auto D = input<"D">;
constexpr auto squares =
    square(A + B - 9_c) + square(C - D - 1_c) + square(A + C - 8_c) + square(B - D - 2_c);
constexpr auto loss = gradient(squares, wrt(A, B, C, D));

using four = std::array<double, 4>;

struct run {
  four end;
  std::string losses;  // for the picture
};

template <class Method>
run descend(Method method, four start, int steps) {
  auto theta = parameters(A = start[0], B = start[1], C = start[2], D = start[3]);
  run r;
  for (int step = 1; step <= steps; ++step) {
    const auto now = loss(theta);
    r.losses += std::to_string(step) + " " + gnuplot::number(now.value) + "\n";
    method.step(theta, now);
  }
  r.end = {theta[A], theta[B], theta[C], theta[D]};
  return r;
}

bool near(double x, double y, double tolerance) { return std::abs(x - y) <= tolerance; }

bool solves(const four& x) {
  return near(x[0] + x[1], 9, 1e-3) && near(x[2] - x[3], 1, 1e-3) && near(x[0] + x[2], 8, 1e-3) &&
         near(x[1] - x[3], 2, 1e-3);
}

int wrong = 0;
std::string picture, plot;

// Whether a run goes where the replay went, after so many steps.
template <class Method>
void check(const char* name, const Method& method, int steps, const four& golden) {
  const four end = descend(method, {0.1, 0.2, 0.3, 0.4}, steps).end;
  bool agrees = true;
  for (std::size_t i = 0; i < 4; ++i) agrees = agrees && near(end[i], golden[i], 6e-10 * 10);
  wrong += agrees ? 0 : 1;
  std::printf("%-34s %4d  %12.9f %12.9f %12.9f %12.9f%s\n", name, steps, end[0], end[1], end[2],
              end[3], agrees ? "" : "  differs from the replay");
}

// What a thousand steps reach.
template <class Method>
void solve(const char* name, const Method& method) {
  const run r = descend(method, {0.1, 0.2, 0.3, 0.4}, 1000);
  picture += std::string("$") + name + " << EOD\n" + r.losses + "EOD\n";
  plot += std::string(plot.empty() ? "plot" : ",") + " $" + name + " with lines lw 2 title '" +
          name + "'";
  wrong += solves(r.end) ? 0 : 1;
  std::printf("%-34s       %12.6f %12.6f %12.6f %12.6f  %s\n", name, r.end[0], r.end[1], r.end[2],
              r.end[3], solves(r.end) ? "solved" : "not solved");
}

}  // namespace

int main() {
  std::printf("%-34s step %12s %12s %12s %12s\n", "from (0.1, 0.2, 0.3, 0.4)", "A", "B", "C", "D");
  const nadam old{.learning_rate = 0.1}, recent{.learning_rate = 0.1, .schedule_decay = 1};
  check("nadam", old, 1, {0.2056451775, 0.3056451774, 0.4056451772, 0.2943548238});
  check("nadam", old, 2, {0.2830953536, 0.3826264521, 0.4822621464, 0.2209064963});
  check("nadam", old, 10, {0.8807667501, 0.9670536958, 1.055346096, -0.2293057017});
  check("nadam", old, 100, {4.43821551, 4.467383805, 3.536631644, 2.495553575});
  check("nadam", old, 1000, {4.473453728, 4.526546272, 3.526546272, 2.526546272});
  check("nadam, schedule of Keras 2.11", recent, 1,
        {0.20627878, 0.3062787798, 0.4062787797, 0.2937212213});
  check("nadam, schedule of Keras 2.11", recent, 10,
        {0.8555281234, 0.9442537804, 1.034688935, -0.2309109597});
  check("nadam, schedule of Keras 2.11", recent, 1000,
        {4.483729837, 4.516270163, 3.516270163, 2.516270163});
  check("sgd", sgd{.learning_rate = 0.1}, 1, {3.36, 2.38, 2.04, -0.26});
  check("sgd", sgd{.learning_rate = 0.1}, 2, {4.532, 2.904, 2.3, 0.128});
  check("sgd", sgd{.learning_rate = 0.1}, 100, {5.8, 3.2, 2.2, 1.2});
  const sgd heavy{.learning_rate = 0.05, .momentum = 0.9};
  check("sgd, momentum", heavy, 1, {1.73, 1.29, 1.17, 0.07});
  check("sgd, momentum", heavy, 3, {6.9215, 4.4889, 3.5571, -0.3245});
  const sgd nesterov{.learning_rate = 0.05, .momentum = 0.9, .nesterov = true};
  check("sgd, Nesterov", nesterov, 1, {3.197, 2.271, 1.953, -0.227});
  check("sgd, Nesterov", nesterov, 3, {7.2137192, 4.3211688, 3.2019816, 0.4905688});
  const adam steady{.learning_rate = 0.1};
  check("adam", steady, 1, {0.1999999903, 0.2999999855, 0.3999999818, 0.3000000479});
  check("adam", steady, 10, {1.090334345, 1.184124362, 1.278421198, -0.4853689694});
  const rmsprop rms{.learning_rate = 0.1};
  check("rmsprop", rms, 1, {0.4162277629, 0.5162277614, 0.6162277603, 0.08377224913});
  check("rmsprop", rms, 2, {0.6366715495, 0.7318021571, 0.8278814577, -0.08857791435});
  check("rmsprop, epsilon inside the root", rmsprop{.learning_rate = 0.1, .epsilon_inside = true},
        1, {0.4162277659, 0.5162277657, 0.6162277655, 0.08377223761});
  check("rmsprop, momentum", rmsprop{.learning_rate = 0.1, .momentum = 0.9}, 2,
        {0.9212765432, 1.016407152, 1.112486454, -0.3731829158});
  check("rmsprop, centred", rmsprop{.learning_rate = 0.1, .centred = true}, 2,
        {0.6776438777, 0.7718267589, 0.8671134161, -0.1189033316});
  const adagrad slow{.learning_rate = 0.5};
  check("adagrad", slow, 1, {0.5999764765, 0.699947401, 0.7999174439, -0.09942705768});
  check("adagrad", slow, 2, {0.9297118547, 1.016174156, 1.104982973, -0.2826636794});
  const adadelta no_rate{.learning_rate = 1};
  check("adadelta", no_rate, 2, {0.1028462011, 0.202846081, 0.3028459894, 0.3971547544});
  check("adadelta", no_rate, 100, {0.2545698751, 0.353335656, 0.452382028, 0.2553543952});

  std::printf("\nafter 1000 steps\n");
  solve("nadam", old);
  solve("sgd", sgd{.learning_rate = 0.1});
  solve("adam", steady);
  solve("rmsprop",
        rmsprop{.learning_rate = exponential_decay{.initial = 0.1, .rate = 0.5, .steps = 50}});
  solve("adagrad", adagrad{.learning_rate = 2});
  gnuplot::draw_svg("05_puzzle.svg", picture +
                                         "set title 'A + B = 9, C - D = 1, A + C = 8, B - D = 2'\n"
                                         "set logscale y\nset format y '10^{%T}'\n"
                                         "set xlabel 'step'\nset ylabel 'loss'\n"
                                         "set xrange [1:400]\nset yrange [1e-16:1e3]\n" +
                                         plot + "\n");
  std::printf(wrong == 0 ? "all solved, all as in the replay\n" : "%d runs went wrong\n", wrong);
  return wrong == 0 ? 0 : 1;
}
