using System.Net.Sockets;
using Npgsql;
using PersonEtl.Etl.Commands;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;

namespace PersonEtl.UnitTests.Commands;

public sealed class GuardedTests
{
    public static TheoryData<Exception, int> Codes => new()
    {
        { new BadInputException("no-manifest", "Expected a manifest."), ExitCode.BadInput },
        { new NoDatabaseException("None."), ExitCode.NoDatabase },
        { new NpgsqlException("lost", new SocketException(111)), ExitCode.NoDatabase },
        { new PostgresException("terminating connection", "FATAL", "FATAL", "57P01"), ExitCode.NoDatabase },
        { new OperationCanceledException(), ExitCode.Cancelled },
        { new TaskCanceledException("slow", new TimeoutException()), ExitCode.Broken },
        { new InvalidOperationException("odd"), ExitCode.Broken },
        { new AggregateException(new NoDatabaseException("None.")), ExitCode.NoDatabase },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_kind_of_failure_has_its_code_and_a_message_without_a_stack_trace(Exception thrown, int code)
    {
        var error = new StringWriter();
        Assert.Equal(code, await Guarded.RunAsync(_ => Task.FromException<int>(thrown), error, CancellationToken.None));
        Assert.NotEmpty(error.ToString().Trim());
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_that_ends_keeps_its_own_code_and_says_nothing()
    {
        var error = new StringWriter();
        Assert.Equal(ExitCode.NotFound, await Guarded.RunAsync(_ => Task.FromResult(ExitCode.NotFound), error, CancellationToken.None));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void A_refused_row_is_told_by_its_place_and_not_by_its_value()
    {
        var (code, message) = Explanation.Of(new PostgresException("invalid input syntax for type date: \"Kari Nordmann\"", "ERROR", "ERROR", "22007", tableName: "person", schemaName: "mart", columnName: "born"));
        Assert.Equal(ExitCode.Broken, code);
        Assert.DoesNotContain("Kari", message, StringComparison.Ordinal);
        Assert.Contains("mart.person, column born", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("person 01810112345 is odd", "person *********** is odd")]
    [InlineData("id 018101123456789.", "id ***********.")]
    [InlineData("018101 12345", "***********")]
    [InlineData("rows 1234567890, port 54321", "rows 1234567890, port 54321")]
    public async Task Eleven_digits_in_a_row_never_reach_the_screen(string thrown, string shown)
    {
        var error = new StringWriter();
        await Guarded.RunAsync(_ => Task.FromException<int>(new BadInputException("x", thrown)), error, CancellationToken.None);
        Assert.Equal(shown + " (x)", error.ToString().Trim());
    }
}
