-- One row a text of the temporary table born: its place on the map.
select born.text_hash, placement.x, placement.y from born join analysis.placement as placement using (text_hash)
