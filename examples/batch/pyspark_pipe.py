"""Scores answers with Spark: every partition goes through one `outloud batch`.

Usage: pyspark_pipe.py REQUESTS.ndjson OUTPUT_FOLDER [OUTLOUD_COMMAND]
"""

import sys

from pyspark.sql import SparkSession


def main(requests: str, output: str, command: str = "outloud batch") -> None:
    spark = SparkSession.builder.appName("outloud").getOrCreate()
    # Order is kept: partitions are written as part-00000, part-00001, ...
    lines = spark.sparkContext.textFile(requests, minPartitions=spark.sparkContext.defaultParallelism)
    lines.pipe(command, checkCode=True).saveAsTextFile(output)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
