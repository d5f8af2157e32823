# Compiles `source` without its mistake, and with it. The expected message must be in the compiler's first error, and
# all that it prints is at most 2 errors and 12 lines (clang, which quotes each frame: 20).
cmake_minimum_required(VERSION 3.23)

file(STRINGS ${source} expected LIMIT_COUNT 1)
if(NOT expected MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "the first line is not: // expect: <part of the message>")
endif()
set(expected ${CMAKE_MATCH_1})

if(id MATCHES "Clang")
  set(most 20)
else()
  set(most 12)
endif()

set(compile ${compiler} ${flags} -fsyntax-only -include ${all_headers})
execute_process(COMMAND ${compile} ${source} RESULT_VARIABLE result ERROR_VARIABLE printed)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the right half does not compile:\n${printed}")
endif()

execute_process(COMMAND ${compile} -D MISTAKE ${source}
                RESULT_VARIABLE result ERROR_VARIABLE printed OUTPUT_VARIABLE printed)
if(result EQUAL 0)
  message(FATAL_ERROR "the mistake compiles; expected: ${expected}")
endif()

string(REGEX REPLACE "[][;]" "," plain "${printed}")  # (characters that end an item of a list)
string(REGEX MATCHALL "[^\n]* error: [^\n]*" errors "${plain}")
# (How the headers came in is not the user's to read: his program includes them himself.)
string(REGEX REPLACE "[^\n]*(all_headers.hpp|<built-in>|<command-line>)[^\n]*\n" "" plain "${plain}")
string(REGEX MATCHALL "\n" lines "${plain}")
list(LENGTH errors error_count)
list(LENGTH lines line_count)
list(GET errors 0 first)
string(REGEX REPLACE "[][;]" "," expected_plain "${expected}")
string(FIND "${first}" "${expected_plain}" place)
if(place EQUAL -1)
  message(FATAL_ERROR "expected in the first error: ${expected}\nprinted:\n${printed}")
endif()
if(error_count GREATER 2 OR line_count GREATER most)
  message(FATAL_ERROR "${error_count} errors in ${line_count} lines, "
                      "and not 2 in ${most}:\n${printed}")
endif()
