// Numbers from a text file of comma-separated columns under a header line.
#pragma once

#include <charconv>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace csv {

// What is wrong with a file, and in which line.
struct error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The fields of one line, without the blanks and the quotes around them.
inline std::vector<std::string> fields(std::string_view line) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) all.emplace_back();
    else if (quoted || !blank(c) || !all.back().empty()) all.back() += c;
  }
  for (std::string& field : all)
    while (!field.empty() && blank(field.back())) field.pop_back();
  return all;
}

// Whether all of the text is one finite number, which is put into `number`.
inline bool read_number(std::string_view text, double& number) {
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number);
  return problem == std::errc() && stop == end && std::isfinite(number);
}

// The last `count` columns, whatever stands before them. Throws csv::error.
inline std::vector<std::vector<double>> last_columns(std::istream& in, const std::string& name,
                                                     std::size_t count) {
  std::vector<std::vector<double>> columns(count);
  std::size_t line_number = 0, width = 0;
  const auto wrong = [&](const std::string& what) {
    return error(name + ":" + std::to_string(line_number) + ": " + what);
  };

  for (std::string line; std::getline(in, line);) {
    ++line_number;
    const std::vector<std::string> row = fields(line);
    if (row.size() == 1 && row[0].empty()) continue;
    double number = 0;
    if (width == 0) {
      width = row.size();
      if (width < count)
        throw wrong("the header line has fewer than " + std::to_string(count) + " columns");
      if (read_number(row.back(), number))
        throw wrong("a header line is needed before the numbers");
      continue;
    }
    if (row.size() != width)
      throw wrong(std::to_string(row.size()) + " columns, but the header line has " +
                  std::to_string(width));
    for (std::size_t c = 0; c < count; ++c) {
      const std::string& field = row[width - count + c];
      if (!read_number(field, number)) throw wrong("\"" + field + "\" is not a number");
      columns[c].push_back(number);
    }
  }
  if (width == 0) throw error(name + ": the file is empty");
  if (columns[0].empty()) throw error(name + ": the file has a header line, but no rows");
  return columns;
}

inline std::vector<std::vector<double>> last_columns(const std::string& path, std::size_t count) {
  std::ifstream in(path);
  if (!in) throw error(path + ": the file cannot be opened");
  return last_columns(in, path, count);
}

}  // namespace csv
