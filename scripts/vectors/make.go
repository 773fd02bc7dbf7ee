// Puts the body on standard input through one of Go's ways to write JSON: make '<call>' > result
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

type change struct {
	Event   string `json:"event"`
	Payload struct {
		Decision struct {
			ID        string    `json:"id"`
			StartDate time.Time `json:"startDate"`
			EndDate   time.Time `json:"endDate"`
			CreatedAt time.Time `json:"createdAt"`
			UpdatedAt time.Time `json:"updatedAt"`
		} `json:"decision"`
	} `json:"payload"`
}

// Reads numbers as they are written, so that only the order and the escapes change.
func parse(body []byte, into any) {
	if err := json.Unmarshal(body, into); err != nil {
		panic(err)
	}
}

func marshal(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

var calls = map[string]func(body []byte) []byte{
	"var v map[string]any; json.Unmarshal(body, &v); json.Marshal(v)": func(body []byte) []byte {
		var v map[string]any
		parse(body, &v)
		return marshal(v)
	},
	"var v map[string]any; json.Unmarshal(body, &v); json.NewEncoder(w).Encode(v)": func(body []byte) []byte {
		var v map[string]any
		parse(body, &v)
		var w bytes.Buffer
		if err := json.NewEncoder(&w).Encode(v); err != nil {
			panic(err)
		}
		return w.Bytes()
	},
	"var v map[string]any; json.Unmarshal(body, &v); e := json.NewEncoder(w); e.SetEscapeHTML(false); e.Encode(v)": func(body []byte) []byte {
		var v map[string]any
		parse(body, &v)
		var w bytes.Buffer
		e := json.NewEncoder(&w)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			panic(err)
		}
		return w.Bytes()
	},
	`var v map[string]any; json.Unmarshal(body, &v); json.MarshalIndent(v, "", "\t")`: func(body []byte) []byte {
		var v map[string]any
		parse(body, &v)
		text, err := json.MarshalIndent(v, "", "\t")
		if err != nil {
			panic(err)
		}
		return text
	},
	`json.Indent(w, body, "", "\t")`: func(body []byte) []byte {
		var w bytes.Buffer
		if err := json.Indent(&w, body, "", "\t"); err != nil {
			panic(err)
		}
		return w.Bytes()
	},
	"json.Marshal(json.RawMessage(body))": func(body []byte) []byte {
		return marshal(json.RawMessage(body))
	},
	"var v struct{... time.Time}; json.Unmarshal(body, &v); json.Marshal(v)": func(body []byte) []byte {
		var v change
		parse(body, &v)
		return marshal(v)
	},
	"json.Marshal(each string through html.EscapeString)": func(body []byte) []byte {
		var v struct {
			Event   string `json:"event"`
			Payload struct {
				Comment struct {
					ID      string `json:"id"`
					Message string `json:"message"`
				} `json:"comment"`
			} `json:"payload"`
		}
		parse(body, &v)
		v.Payload.Comment.Message = html.EscapeString(v.Payload.Comment.Message)
		var w bytes.Buffer
		e := json.NewEncoder(&w)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			panic(err)
		}
		return bytes.TrimRight(w.Bytes(), "\n")
	},
}

func main() {
	if os.Args[1] == "--version" {
		fmt.Print("Go ", strings.TrimPrefix(runtime.Version(), "go"))
		return
	}
	call, known := calls[os.Args[1]]
	if !known {
		fmt.Fprintln(os.Stderr, "no such call:", os.Args[1])
		os.Exit(2)
	}
	body, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	os.Stdout.Write(call(body))
}
