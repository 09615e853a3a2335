"""A DAG for the example `deploy_dags`."""

from airflow.decorators import dag, task


@dag(schedule="@daily", catchup=False)
def count_terns():
    @task
    def count():
        return 42

    count()


count_terns()
