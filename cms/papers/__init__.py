"""Documents that the machine makes of what is drafted or announced, in the form of Nghị định 30/2020/NĐ-CP."""
