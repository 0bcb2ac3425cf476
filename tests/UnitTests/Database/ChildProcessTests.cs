using System.Diagnostics;
using PersonEtl.Etl.Database;

namespace PersonEtl.UnitTests.Database;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task Output_errors_and_code_are_captured_and_arguments_stay_whole()
    {
        var result = await ChildProcess.RunAsync("/bin/sh", ["-c", "printf %s \"$1\"; echo bad >&2; exit 7", "sh", "a b'c"], new(), CancellationToken.None);
        Assert.Equal(new ChildOutput(7, "a b'c", "bad\n"), result);
    }

    [Fact]
    public async Task Failing_says_the_code_and_the_last_words()
    {
        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.RunCheckedAsync("/bin/sh", ["-c", "echo no room >&2; exit 3"], new(), CancellationToken.None));
        Assert.Contains("3: no room", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_ended()
    {
        var clock = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.RunAsync("/bin/sh", ["-c", "sleep 30; true"], new() { Timeout = TimeSpan.FromMilliseconds(200) }, CancellationToken.None));
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cancelling_ends_the_program()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChildProcess.RunAsync("/bin/sh", ["-c", "sleep 30; true"], new(), cancel.Token));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.RunAsync("/nowhere/prog", [], new(), CancellationToken.None));
        Assert.Contains("/nowhere/prog", error.Message, StringComparison.Ordinal);
    }
}
