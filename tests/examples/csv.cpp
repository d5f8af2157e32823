#include "examples/csv.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

namespace {

auto read(const std::string& text) {
  std::istringstream in(text);
  return csv::last_columns(in, "f.csv", 2);
}

// What read(text) complains of.
std::string complaint(const std::string& text) {
  try {
    read(text);
  } catch (const csv::error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_columns) {
  const auto columns = read("Height,Weight\n1.5,2\n-3,4e2\n");
  BOOST_TEST(columns[0] == (std::vector{1.5, -3.0}), boost::test_tools::per_element());
  BOOST_TEST(columns[1] == (std::vector{2.0, 400.0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_quoted_column_stands_before) {
  const auto columns = read(" Gender,Height,Weight\n\"Male, adult\",73.8,241.9\n");
  BOOST_TEST(columns[0][0] == 73.8);
  BOOST_TEST(columns[1][0] == 241.9);
}

BOOST_AUTO_TEST_CASE(blanks_line_ends_and_empty_lines_do_not_matter) {
  const auto columns = read("h, w\r\n 1 ,\t2 \r\n\r\n3,4");
  BOOST_TEST(columns[0] == (std::vector{1.0, 3.0}), boost::test_tools::per_element());
  BOOST_TEST(columns[1] == (std::vector{2.0, 4.0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(mistakes_are_told_with_their_line) {
  BOOST_TEST(complaint("") == "f.csv: the file is empty");
  BOOST_TEST(complaint("\n\n") == "f.csv: the file is empty");
  BOOST_TEST(complaint("h,w\n") == "f.csv: the file has a header line, but no rows");
  BOOST_TEST(complaint("h\n1\n") == "f.csv:1: the header line has fewer than 2 columns");
  BOOST_TEST(complaint("1,2\n3,4\n") == "f.csv:1: a header line is needed before the numbers");
  BOOST_TEST(complaint("h,w\n1,2\n3,four\n") == "f.csv:3: \"four\" is not a number");
  BOOST_TEST(complaint("h,w\n1,2\n3,\n") == "f.csv:3: \"\" is not a number");
  BOOST_TEST(complaint("h,w\n1,nan\n") == "f.csv:2: \"nan\" is not a number");
  BOOST_TEST(complaint("h,w\n1,1e999\n") == "f.csv:2: \"1e999\" is not a number");
  BOOST_TEST(complaint("h,w\n1\n") == "f.csv:2: 1 columns, but the header line has 2");
}

BOOST_AUTO_TEST_CASE(a_missing_file) {
  BOOST_CHECK_THROW(csv::last_columns("no_such_file.csv", 2), csv::error);
}
