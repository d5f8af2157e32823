// Runs all benchmarks and prints one table: each problem's times, and their ratios to the best
// hand-written code.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "problem.hpp"

namespace {

// Names are "problem/variant". Of several repetitions the fastest counts: on a shared machine the
// others measure the rest.
class table : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const std::string& name = run.run_name.function_name;
      const auto slash = name.find('/');
      const std::string problem = name.substr(0, slash);
      if (times_[problem].empty()) problems_.push_back(problem);
      double& best = times_[problem].try_emplace(name.substr(slash + 1), 1e30).first->second;
      const bool by_clock = !run.run_name.time_type.empty();
      best = std::min(best, by_clock ? run.GetAdjustedRealTime() : run.GetAdjustedCPUTime());
    }
  }

  void Finalize() override {
    print_formulas();
    print_read_once();
    print_products();
    print_networks();
    print_speed_ups();
    print_programs();
  }

 private:
  using variants = std::map<std::string, double>;

  // Formulas: one line for each problem.
  void print_formulas() {
    std::printf("%-26s %12s %12s %12s %12s %10s %10s\n", "value and gradient, in us", "plain -O3",
                "fast-math", "by hand", "tapeless", "to best", "to plain");
    for (const std::string& problem : problems_) {
      auto& t = times_[problem];
      if (t.count("tapeless") == 0 || is_product(problem) || is_read_once(problem) ||
          is_network(problem))
        continue;
      const bool has_fast = t.count("fast-math") != 0;
      const double best = has_fast ? std::min(t["by hand"], t["fast-math"]) : t["by hand"];
      const std::string fast = has_fast ? std::to_string(t["fast-math"] / 1e3) : "-";
      const std::string plain = t.count("plain") != 0 ? std::to_string(t["plain"] / 1e3) : "-";
      std::printf("%-26s %12.9s %12.9s %12.3f %12.3f %9.2fx", problem.c_str(), plain.c_str(),
                  fast.c_str(), t["by hand"] / 1e3, t["tapeless"] / 1e3, t["tapeless"] / best);
      if (plain != "-") std::printf(" %9.2fx", t["tapeless"] / t["plain"]);
      std::printf("\n");
    }
  }

  // Products of matrices: one line for each shape, where a tuned library is there.
  static bool is_product(const std::string& problem) { return problem.starts_with("matrices "); }
  void print_products() {
    const auto time = [](variants& t, const char* by) { return t.count(by) != 0 ? t[by] : 0; };
    std::printf("\n%-44s %10s %10s %10s %10s %11s\n", "products of matrices, in us", "Eigen",
                "OpenBLAS", "tapeless", "to Eigen", "to OpenBLAS");
    for (const std::string& problem : problems_) {
      if (!is_product(problem)) continue;
      auto& t = times_[problem];
      const double ours = t["tapeless"], eigen = time(t, "Eigen"), openblas = time(t, "OpenBLAS");
      std::printf("%-44s %10.3f %10.3f %10.3f %9.2fx %10.2fx\n", problem.c_str(), eigen / 1e3,
                  openblas / 1e3, ours / 1e3, ours / eigen, ours / openblas);
    }
  }

  // What no code can be faster than: reading a matrix once.
  bool is_read_once(const std::string& problem) { return times_[problem].count("reading") != 0; }
  void print_read_once() {
    if (std::none_of(problems_.begin(), problems_.end(),
                     [this](const std::string& problem) { return is_read_once(problem); }))
      return;
    std::printf("\n%-40s %10s %10s %10s %10s %11s\n", "one pass over a matrix, in us", "reading",
                "by hand", "tapeless", "to best", "to reading");
    for (const std::string& problem : problems_) {
      if (!is_read_once(problem)) continue;
      auto& t = times_[problem];
      const double ours = t["tapeless"], hand = t["by hand"], reading = t["reading"];
      std::printf("%-40s %10.1f %10.1f %10.1f %9.2fx %10.2fx\n", problem.c_str(), reading / 1e3,
                  hand / 1e3, ours / 1e3, ours / hand, ours / reading);
    }
  }

  // What only frameworks can be compared with: bench/frameworks/run has their times.
  static bool is_network(const std::string& problem) { return problem.starts_with("network, "); }
  void print_networks() {
    if (std::none_of(problems_.begin(), problems_.end(), is_network)) return;
    std::printf("\n%-60s %10s\n", "networks, in ms", "tapeless");
    for (const std::string& problem : problems_)
      if (is_network(problem))
        std::printf("%-60s %10.3f\n", problem.c_str(), times_[problem]["tapeless"] / 1e6);
  }

  // What two threads gain.
  void print_speed_ups() {
    for (const std::string& problem : problems_) {
      const auto two = times_.find(problem + bench::by_two_threads);
      if (two == times_.end()) continue;
      variants &one = times_[problem], &both = two->second;
      std::printf("%s, two threads for one: by hand %.2fx, tapeless %.2fx\n", problem.c_str(),
                  one["by hand"] / both["by hand"], one["tapeless"] / both["tapeless"]);
    }
  }

  // Programs with loops and branches: one line for each library, the fastest first.
  void print_programs() {
    for (const std::string& problem : problems_) {
      variants& t = times_[problem];
      if (t.count("tapeless") != 0) continue;
      std::vector<std::pair<double, std::string>> rows;
      for (const auto& [library, time] : t) rows.emplace_back(time, library);
      std::sort(rows.begin(), rows.end());
      std::printf("\n%-36s %12s %10s\n", problem.c_str(), "us", "to hand");
      for (const auto& [time, library] : rows)
        std::printf("  %-34s %12.1f %9.2fx\n", library.c_str(), time / 1e3, time / t["by hand"]);
    }
    if (*ABSENT != 0) std::printf("\nnot installed, so without rows: %s\n", ABSENT);
  }

  std::vector<std::string> problems_;
  std::map<std::string, variants> times_;
};

}  // namespace

int main(int argc, char** argv) {
  // (What is asked for comes later, and prevails.)
  std::string min_time = "--benchmark_min_time=0.05";
  std::vector<char*> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + 1, min_time.data());
  int count = argc + 1;
  benchmark::Initialize(&count, arguments.data());
  for (void (*const f)() : bench::in_main_later()) f();
  table t;
  benchmark::RunSpecifiedBenchmarks(&t);
}
