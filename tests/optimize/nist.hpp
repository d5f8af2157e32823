// The files of examples/data/nist: nonlinear regressions with certified results.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tapeless::tests {

struct nist {
  std::array<std::vector<double>, 2> start;
  std::vector<double> certified, deviations, y, x;
  double deviation_of_residuals = 0;

  explicit nist(const std::string& name) {
    const std::string here = __FILE__;
    std::ifstream in(here.substr(0, here.rfind("tests")) + "examples/data/nist/" + name + ".csv");
    if (!in) throw std::runtime_error(name + ".csv is not there");
    for (std::string line; std::getline(in, line);)
      if (line[0] == '#') read_remark(line);
      else if (line[0] != 'y') read_row(line);
  }

  // How many digits of the worst parameter are right; 11 are certified.
  double digits(const std::vector<double>& found) const {
    double worst = 0;
    for (std::size_t k = 0; k < certified.size(); ++k)
      worst = std::max(worst, std::abs((found[k] - certified[k]) / certified[k]));
    return std::isfinite(worst) ? std::min(11.0, -std::log10(worst)) : 0;
  }

 private:
  static std::vector<double> numbers(const std::string& text) {
    std::istringstream in(text);
    std::vector<double> all;
    for (double number; in >> number;) all.push_back(number);
    return all;
  }
  void read_remark(const std::string& line) {
    const auto colon = line.find(':');
    const std::string what = line.substr(0, colon);
    if (what == "# start 1") start[0] = numbers(line.substr(colon + 1));
    if (what == "# start 2") start[1] = numbers(line.substr(colon + 1));
    if (what == "# certified") certified = numbers(line.substr(colon + 1));
    if (what == "# certified standard deviations") deviations = numbers(line.substr(colon + 1));
    if (what == "# residual standard deviation")
      deviation_of_residuals = numbers(line.substr(colon + 1)).at(0);
  }
  void read_row(std::string line) {
    std::ranges::replace(line, ',', ' ');
    const auto row = numbers(line);
    y.push_back(row.at(0));
    x.push_back(row.at(1));
  }
};

}  // namespace tapeless::tests
