startPage();
startSql();
startCharts();
startTopics();
startMap();
followAddress();
