using System.Buffers;
using System.Text.Json;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Writing;

/// <summary>
/// The contact records of one chunk: the first chunk's as a page of the change feed, the second's as an answer of the look-up,
/// the rest as one record a line.
/// </summary>
internal sealed class KrrPage : IDisposable
{
    private readonly WorldOptions _options;
    private readonly KrrPageForm _form;
    private readonly IBufferWriter<byte> _bytes;
    private readonly Utf8JsonWriter _json;
    private readonly KrrRecord _record;

    public KrrPage(WorldOptions options, int chunk, IBufferWriter<byte> bytes)
    {
        (_options, _form, _bytes) = (options, FormOf(chunk), bytes);
        _json = new(_bytes, JsonText.Options);
        _record = new(options);
        if (_form == KrrPageForm.Lines) return;
        _json.WriteStartObject();
        _json.WriteStartArray(_form == KrrPageForm.Feed ? "list"u8 : "personer"u8);
    }

    public int Count { get; private set; }

    public static KrrPageForm FormOf(int chunk) => chunk switch { 0 => KrrPageForm.Feed, 1 => KrrPageForm.LookUp, _ => KrrPageForm.Lines };

    public void Add(SyntheticPerson person, Population population)
    {
        var dice = new Dice(_options.Seed, DiceSubject.Contact, person.Index);
        if (KrrRecord.NumberOf(person, _options.AsOfDate, dice) is { } number) Write(number, person.Index, dice);
        // and some that FREG doesn't have
        if (dice.PerMille(3) && population.StrangerOf(person.Index) is { } stranger) Write(stranger, person.Index, dice);
    }

    /// <summary>The change number of a record is its person's place in the world, from 1.</summary>
    public void End(int from, int to)
    {
        if (_form == KrrPageForm.Lines) return;
        _json.WriteEndArray();
        if (_form == KrrPageForm.Feed)
        {
            _json.WriteNumber("fraEndringsId"u8, from);
            _json.WriteNumber("tilEndringsId"u8, to);
            _json.WriteNumber("sisteEndringsId"u8, _options.Persons);
        }
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    private void Write(string number, int serial, Dice dice)
    {
        _record.Write(_json, number, serial, dice);
        Count++;
        if (_form != KrrPageForm.Lines) return;
        _json.Flush();
        _bytes.Write("\n"u8);
        _json.Reset();
    }
}
