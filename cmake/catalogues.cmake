# web/catalogues/LANG.po become build/…/catalogues/LANG/LC_MESSAGES/gatehouse.mo. A language without a file answers in English.
find_program(MSGFMT msgfmt REQUIRED)
file(GLOB catalogue_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/catalogues/*.po)
set(catalogue_files "")
foreach(source IN LISTS catalogue_sources)
  get_filename_component(language ${source} NAME_WE)
  set(folder ${CMAKE_BINARY_DIR}/catalogues/${language}/LC_MESSAGES)
  add_custom_command(OUTPUT ${folder}/gatehouse.mo
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${MSGFMT} --check-format -o ${folder}/gatehouse.mo ${source}
    DEPENDS ${source})
  list(APPEND catalogue_files ${folder}/gatehouse.mo)
endforeach()
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/catalogues)
add_custom_target(catalogues ALL DEPENDS ${catalogue_files})

# Country names lie beside them: catalogues/LANG/countries.tsv.
file(GLOB country_tables CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/catalogues/countries/*.tsv)
foreach(table IN LISTS country_tables)
  get_filename_component(language ${table} NAME_WE)
  configure_file(${table} ${CMAKE_BINARY_DIR}/catalogues/${language}/countries.tsv COPYONLY)
endforeach()
