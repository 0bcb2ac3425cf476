using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>What a run does and tells while its publication is under way, within the transaction: whatever fails there publishes nothing.</summary>
/// <param name="Begin">Told each phase as it begins: apply, check, commit.</param>
/// <param name="AppliedAsync">The differences are applied; nothing is judged by its content yet.</param>
/// <param name="CheckedAsync">The checks ran: what each found, before they are judged.</param>
/// <param name="ExportAsync">All is well and the change feed is written: what is exported of it must be on disk when this returns.</param>
internal sealed record PublicationSteps(
    Action<string> Begin,
    Func<Applied, CancellationToken, Task> AppliedAsync,
    Func<IReadOnlyList<CheckResult>, CancellationToken, Task> CheckedAsync,
    Func<NpgsqlConnection, CancellationToken, Task> ExportAsync)
{
    /// <summary>Of a first load: the rows of the served tables that it filled.</summary>
    public IReadOnlyDictionary<string, long>? Filled { get; init; }

    /// <summary>The tables that were staged; the others stay as they are.</summary>
    public IReadOnlyList<ITable> Tables { get; init; } = Staging.Tables;

    /// <summary>Whether of the contacts that wait only those of some numbers were staged: <see cref="ChangedContacts"/>.</summary>
    public bool ContactsInPart { get; init; }

    /// <summary>Whether checks may stop it: nothing stops what only hides.</summary>
    public bool IsChecked { get; init; } = true;
}
