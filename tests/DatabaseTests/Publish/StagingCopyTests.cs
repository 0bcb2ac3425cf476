using Npgsql;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;

namespace PersonEtl.DatabaseTests.Publish;

/// <summary>A COPY whose session ends says that the session ended, whatever is done with it next; one of few rows needs none of its own.</summary>
public sealed class StagingCopyTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string EndCopies = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and query like 'copy staging.changed_person%'";
    private const int Rows = 200_000;
    private const int MoreThanAreHeldBack = 5_000;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(database.ConnectionString);

    public async Task InitializeAsync()
    {
        await using var make = source.CreateCommand("create schema if not exists staging;" + ChangedPersons.Make);
        await make.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync() => await source.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(Rows)]
    public async Task A_copy_that_is_completed_after_its_session_ended_is_a_lost_database(int rows)
    {
        await using var copy = await BeginAndEndAsync();

        MustBeLost(await Record.ExceptionAsync(async () =>
        {
            await copy.WriteAsync(Of(rows), CancellationToken.None);
            await copy.CompleteAsync(CancellationToken.None);
        }));
        MustBeLost(await Record.ExceptionAsync(() => copy.CompleteAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task A_copy_that_is_written_to_after_its_session_ended_is_a_lost_database_each_time()
    {
        await using var copy = await BeginAndEndAsync();
        var rows = Of(Rows);
        Exception? first = null;
        for (var attempt = 0; attempt < 100 && first is null; attempt++) first = await Record.ExceptionAsync(() => copy.WriteAsync(rows, CancellationToken.None));

        MustBeLost(first);
        MustBeLost(await Record.ExceptionAsync(() => copy.WriteAsync(rows, CancellationToken.None)));
    }

    [Fact]
    public async Task A_copy_can_be_let_go_after_its_session_ended()
    {
        var copy = await BeginAndEndAsync();

        await copy.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_that_is_let_go_unfinished_leaves_no_row_and_a_session_that_works()
    {
        await using (var copy = StagingCopy.Into(source, ChangedPersons.Copied)) await copy.WriteAsync(Of(Rows), CancellationToken.None);

        Assert.Equal(0L, await CountAsync());
    }

    [Fact]
    public async Task Copies_of_few_rows_are_written_one_after_another_on_one_session()
    {
        await using var one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 5 }.ConnectionString);
        await using var few = StagingCopy.Into(one, ChangedPersons.Copied);
        await using var none = StagingCopy.Into(one, ChangedPersons.Copied);
        await using var others = StagingCopy.Into(one, ChangedPersons.Copied);
        await few.WriteAsync(Of(1), CancellationToken.None);
        await others.WriteAsync(Of(2), CancellationToken.None);
        await few.WriteAsync(Of(3), CancellationToken.None);
        Assert.Equal(0L, await CountAsync());

        await StagingCopy.CompleteAsync([few, none, others], CancellationToken.None);
        Assert.Equal((4L, 0L, 2L), (few.Rows, none.Rows, others.Rows));
        Assert.Equal(6L, await CountAsync());
    }

    [Fact]
    public async Task What_was_held_back_comes_before_the_rest()
    {
        await using var copy = StagingCopy.Into(source, ChangedPersons.Copied);
        foreach (var rows in new[] { 7, MoreThanAreHeldBack, 11 }) await copy.WriteAsync(Of(rows), CancellationToken.None);
        await copy.CompleteAsync(CancellationToken.None);

        Assert.Equal(MoreThanAreHeldBack + 18L, await CountAsync());
    }

    private async Task<StagingCopy> BeginAndEndAsync()
    {
        var copy = StagingCopy.Into(source, ChangedPersons.Copied);
        await copy.WriteAsync(Of(MoreThanAreHeldBack), CancellationToken.None);
        await using var end = source.CreateCommand(EndCopies);
        Assert.Equal(1L, await end.ExecuteScalarAsync());
        return copy;
    }

    private async Task<long> CountAsync()
    {
        await using var count = source.CreateCommand("select count(*) from staging.changed_person");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static void MustBeLost(Exception? e)
    {
        Assert.NotNull(e);
        Assert.True(Explanation.Of(e).Code == ExitCode.NoDatabase, e.ToString());
    }

    private static CopyRows Of(int count)
    {
        var rows = new CopyRows();
        for (var i = 0; i < count; i++) ChangedPersons.Write(rows, Guid.NewGuid(), Comparison.New, default);
        return rows;
    }
}
