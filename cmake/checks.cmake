# The checks that are no Boost.Test program, as tests of their own, so that ctest's last line speaks for all.
function(gatehouse_check name)
  cmake_parse_arguments(A "SERIAL" "TIMEOUT" "COMMAND" ${ARGN})
  add_test(NAME ${name} COMMAND ${A_COMMAND} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${A_TIMEOUT})
  if(A_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

# What scripts/run builds: everything that runs, no test.
get_property(programs GLOBAL PROPERTY gatehouse_programs)
get_property(plugins GLOBAL PROPERTY gatehouse_plugins)
add_custom_target(programs DEPENDS ${programs} ${plugins} catalogues)

gatehouse_check(layering COMMAND ${CMAKE_SOURCE_DIR}/scripts/layering)
gatehouse_check(format COMMAND ${CMAKE_SOURCE_DIR}/scripts/format --check)
gatehouse_check(scripts COMMAND ${CMAKE_SOURCE_DIR}/tests/scripts/run)
gatehouse_check(catalogues COMMAND ${CMAKE_SOURCE_DIR}/scripts/node ${CMAKE_SOURCE_DIR}/scripts/catalogues check)
gatehouse_check(citations COMMAND ${CMAKE_SOURCE_DIR}/scripts/citations)

# The browser journey starts everything once more, on ports of its own; alone, because a loaded machine is a slow one.
file(GLOB browser_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/e2e/*.mjs)
if(browser_tests)
  gatehouse_check(browser SERIAL TIMEOUT 900 COMMAND ${CMAKE_SOURCE_DIR}/scripts/browser-test)
endif()

# Each shipped policy is sound and does what its table of cases says.
file(GLOB policy_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/policies/*.toml)
list(FILTER policy_files EXCLUDE REGEX "cases")
if(TARGET gatehouse AND policy_files)
  foreach(file IN LISTS policy_files)
    get_filename_component(policy ${file} NAME_WE)
    gatehouse_check(policy-${policy} COMMAND gatehouse policy check ${file})
  endforeach()
endif()
