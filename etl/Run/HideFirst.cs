using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Publishes, ahead of everything that could stop a night, a generation that only hides what the documents no longer show to everyone.
/// Nothing is checked or guarded: what is left of these persons was public before.
/// </summary>
internal sealed class HideFirst(Publication publication, PersonKeys keys, ExportFolder exports, TimeProvider time, RunConsole console)
{
    /// <summary>Hides, when something published must be hidden; null when nothing must.</summary>
    public async Task<HiddenGeneration?> RunAsync(ServedGeneration? served, NumberIndex numbers, Gradings gradings, CancellationToken cancellationToken)
    {
        if (served is null) return null;
        var generation = await NextGeneration.OfAsync(publication.Connection, cancellationToken);
        var hiding = await JudgeAsync(numbers, gradings, generation, cancellationToken);
        var persons = await HiddenPersons.StageAsync(publication.Connection, hiding.Persons, cancellationToken);
        if (persons == 0) return null;
        var columns = await HashedColumns.ReadAsync(publication.Connection, cancellationToken);
        var hashes = await new PublishedRows(publication.Connection, keys.RowHasher(columns.Differ ? columns : null)).HashAsync(persons: null, Staging.NameOf, cancellationToken);
        await ChangedPersons.AddChangedAsync(publication.Connection, hashes, cancellationToken);

        var row = GenerationRow.After(served, generation, GenerationKind.Hide, time.GetUtcNow().UtcDateTime);
        var steps = new PublicationSteps(
            console.Begin,
            (_, ct) => HiddenPersons.NoteAsync(publication.Connection, generation, ct),
            (_, _) => Task.CompletedTask,
            (connection, ct) => HiddenPersons.ForgetAsync(connection, ct))
        { Tables = Staging.OfPersons, IsChecked = false };
        await publication.PublishAsync(row, served: null, steps, cancellationToken);
        // killed in between, the next run goes on with it; nobody is given the exports since the commit
        await exports.WithdrawAllAsync(generation, CancellationToken.None);
        await ChangeExport.CatchUpAsync(exports, publication.Connection, CancellationToken.None);
        // what follows stages anew
        await Staging.PrepareAsync(publication.Connection, cancellationToken);
        return new(generation, persons);
    }

    private async Task<Hiding> JudgeAsync(NumberIndex numbers, Gradings gradings, int generation, CancellationToken cancellationToken)
    {
        var (hiding, unread) = (new Hiding(), new UnreadPersons());
        keys.Settle(numbers.Contains, numbers.Leads);
        foreach (var document in gradings.Graded)
        {
            var person = document.ToPerson();
            if (!numbers.MarkOwn(person)) continue;
            keys.Identify(person, generation);
            hiding.Add(document, person.Aliases.Select(a => a.Id).Prepend(person.Id));
        }
        foreach (var document in gradings.Unread) unread.Add(document, numbers);
        if (unread.Any)
        {
            // one whose number in use another document tells of can be read
            foreach (var (person, _) in (await KeptPersons.OfAsync(publication.Connection, unread.Numbers, cancellationToken)).Where(p => !numbers.Leads(p.Number))) hiding.AddUnread(person);
        }
        await hiding.FindRowsAsync(publication.Connection, cancellationToken);
        return hiding;
    }
}
