// How GradBench calls a C++ tool: the program gets a JSON file and the name of a function, and
// prints the output on a line, then how long each evaluation took. It goes on until `min_runs` and
// `min_seconds` of the input are reached.
#pragma once

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace gradbench {

using nlohmann::json;
using clock = std::chrono::steady_clock;

inline void print_time(const char* what, clock::duration time) {
  const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
  std::printf("{\"name\": \"%s\", \"nanoseconds\": %lld}\n", what, static_cast<long long>(ns));
}

// Evaluates f(), which returns its result or a reference to it, as often as the input asks for.
// (An output is what JSON can hold, or is made so by `shown`.)
template <class F, class Shown>
void measure(const json& input, F f, Shown shown) {
  const int least_runs = input.value("min_runs", 1);
  const auto least_time = std::chrono::duration<double>(input.value("min_seconds", 0.0));
  std::vector<clock::duration> times;
  clock::duration total{};
  json output;
  while (static_cast<int>(times.size()) < least_runs || total < least_time) {
    const auto start = clock::now();
    auto&& result = f();
    times.push_back(clock::now() - start);
    total += times.back();
    if (times.size() == 1) output = shown(result);
  }
  std::printf("%s\n", output.dump().c_str());
  print_time("prepare", {});
  for (const auto time : times) print_time("evaluate", time);
}
template <class F>
void measure(const json& input, F f) {
  measure(input, f, [](const auto& result) { return json(result); });
}

// Of f(result), which writes so many numbers.
template <class F>
void measure_numbers(const json& input, std::size_t count, F f) {
  std::vector<double> result(count);
  measure(input, [&]() -> std::vector<double>& {
    f(result);
    return result;
  });
}

struct named_function {
  const char* name;
  void (*run)(const json& input);
};

inline int run(int count, char** arguments, const std::vector<named_function>& functions) try {
  if (count != 3) {
    std::fprintf(stderr, "Usage: %s FILE FUNCTION\n", arguments[0]);
    return 1;
  }
  std::ifstream file(arguments[1]);
  const json input = json::parse(file);
  for (const named_function& f : functions)
    if (f.name == std::string(arguments[2])) {
      f.run(input);
      return 0;
    }
  std::fprintf(stderr, "Unknown function: %s\n", arguments[2]);
  return 1;
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}

// An eval of a value and its gradient, each by us and by plain loops.
struct value_and_gradient {
  void (*primal)(const json& input);
  void (*gradient)(const json& input);
  void (*plain_primal)(const json& input);
  void (*plain_gradient)(const json& input);
};
inline int run(int count, char** arguments, const value_and_gradient& by) {
  return run(count, arguments,
             {{"primal", by.primal},
              {"gradient", by.gradient},
              {"plain_primal", by.plain_primal},
              {"plain_gradient", by.plain_gradient}});
}

using table = std::vector<std::vector<double>>;

// The rows of a table one after the other.
inline std::vector<double> flat(const json& rows) {
  std::vector<double> all;
  for (const json& row : rows) all.insert(all.end(), row.begin(), row.end());
  return all;
}
inline table rows_of(const std::vector<double>& all, std::size_t rows) {
  const auto width = static_cast<std::ptrdiff_t>(all.size() / rows);
  table result;
  for (auto row = all.begin(); result.size() < rows; row += width)
    result.emplace_back(row, row + width);
  return result;
}

}  // namespace gradbench
