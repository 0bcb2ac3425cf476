using System.Buffers;
using System.Text.Json;
using Npgsql;
using PersonEtl.MartApi.Mart;
using PersonEtl.MartApi.Web;

namespace PersonEtl.MartApi.Persons;

/// <summary>
/// The persons of one reading. Parts arrive one after the other, each for all persons; they are kept as the JSON that they become and
/// put together person by person at the end.
/// </summary>
internal sealed class PersonAnswer(IReadOnlyList<Guid?> persons, IReadOnlyList<Guid?> survivors, IReadOnlyList<Part> parts, Snapshot? snapshot)
{
    private readonly ArrayBufferWriter<byte> fragments = new(4096);
    private readonly Dictionary<(string Part, Guid Person), Range> places = [];

    /// <summary>The persons in the order asked for, null where there is none.</summary>
    public IReadOnlyList<Guid?> Persons => persons;

    /// <summary>In the same order, the person that stands for an id that was given up by a merger.</summary>
    public IReadOnlyList<Guid?> Survivors => survivors;

    public Snapshot Snapshot => snapshot ?? throw new NothingPublishedException();

    /// <summary>Takes the rows of a part, each person's together.</summary>
    public async Task Fill(Part part, NpgsqlDataReader row, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(fragments, JsonAnswer.Options);
        Guid? person = null;
        var start = fragments.WrittenCount;
        while (await row.ReadAsync(ct))
        {
            var next = row.GetGuid(0);
            if (next != person)
            {
                End(person);
                person = next;
                start = fragments.WrittenCount;
                json.Reset();
                if (!part.Single) json.WriteStartArray();
            }
            RowWriter.WriteObject(json, row, part.Properties, PartQuery.FirstColumn);
        }
        End(person);

        void End(Guid? ended)
        {
            if (ended is not { } id) return;
            if (!part.Single) json.WriteEndArray();
            json.Flush();
            places.Add((part.Name, id), start..fragments.WrittenCount);
        }
    }

    /// <summary>Writes one person: the parts asked for, empty where the person has none, and the id.</summary>
    public void WritePerson(Utf8JsonWriter json, Guid person)
    {
        json.WriteStartObject();
        foreach (var part in parts)
        {
            json.WritePropertyName(part.Name);
            if (places.TryGetValue((part.Name, person), out var place)) json.WriteRawValue(fragments.WrittenSpan[place], skipInputValidation: true);
            else if (part.Single) json.WriteNullValue();
            else json.WriteRawValue("[]"u8, skipInputValidation: true);
        }
        json.WriteString("id", person);
        json.WriteEndObject();
    }
}
